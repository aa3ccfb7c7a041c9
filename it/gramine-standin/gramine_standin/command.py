import os, sys
def main(mode, arguments):
    import tomllib
    print("NO GRAMINE: stand-in, no protection", file=sys.stderr, flush=True)
    with open(arguments[0] + (".manifest" if mode == "direct" else ".manifest.sgx"), "rb") as f:
        m = tomllib.load(f)
    env = {k: v for k, v in m["loader"].get("env", {}).items() if isinstance(v, str)}
    os.chdir(m["fs"].get("start_dir", "/"))
    os.execve(m["libos"]["entrypoint"], m["loader"]["argv"], env)
