<#--
  The Gramine manifest of one role. A workspace's own gramine/openfl.manifest.ftl takes the place of this file.

  What it can use:
    role               aggregator or collaborator
    interpreter        the Python program's real path in the image
    gramine            folder of Gramine's libsysdb.so, runtime/, sgx/, direct/
    libraryPath        folders of shared libraries, for LD_LIBRARY_PATH
    mounts             folders and files of the image that the enclave sees under the same path
    trusted            what the enclave may read: files, and folders with a slash at their end (gramine.trustedFiles)
    allowed            what the host may give and change: folders with a slash at their end, and files
    enclaveSize maxThreads numericThreads disallowSubprocesses isvProdId isvSvn debug edmm remoteAttestation logLevel
    keepMemory         the properties gramine.*
  The digests of trusted files are added afterwards; a folder stands for every file below it.
-->
libos.entrypoint = "${interpreter}"

loader.entrypoint.uri = "file:${gramine}/libsysdb.so"
loader.log_level = "${logLevel}"
# Fixed and measured: nothing comes from the command line. -I and -B also ignore PYTHON* variables and write no .pyc.
loader.argv = ["${interpreter}", "-I", "-B", "-u", "/opt/openfl-gramine/actor.py", "${role}"]

loader.env.LD_LIBRARY_PATH = "/lib:${libraryPath}"
loader.env.PATH = "/usr/bin"
# OpenFL looks for a configuration of its own in the home folder: it lies in the enclave's memory.
loader.env.HOME = "/tmp"
# Gramine's C library has no locales; Python uses UTF-8 all the same.
loader.env.LC_ALL = "C"
loader.env.TZ = "UTC0"
loader.env.PYTHONDONTWRITEBYTECODE = "1"
loader.env.OMP_NUM_THREADS = "${numericThreads}"
loader.env.OPENBLAS_NUM_THREADS = "${numericThreads}"
<#if keepMemory>
# A model of a hundred megabytes is allocated and freed many times a round: 4 GiB and less from the heap, which is given
# back from 16 GiB on and grows by 256 MiB.
loader.env.MALLOC_MMAP_THRESHOLD_ = "4294967296"
loader.env.MALLOC_TRIM_THRESHOLD_ = "17179869184"
loader.env.MALLOC_TOP_PAD_ = "268435456"
</#if>

fs.start_dir = "/workspace"
# No file of the host is visible unless it is mounted below.
fs.root.type = "tmpfs"
fs.mounts = [
  { path = "/lib", uri = "file:${gramine}/runtime/glibc" },
<#list mounts as path>
  { path = "${path}", uri = "file:${path}" },
</#list>
  { path = "/tmp", type = "tmpfs" },
]

sys.enable_sigterm_injection = true
sys.enable_extra_runtime_domain_names_conf = true
<#if disallowSubprocesses>
sys.disallow_subprocesses = true
</#if>

sgx.debug = ${debug?c}
sgx.edmm_enable = ${edmm?c}
sgx.enclave_size = "${enclaveSize}"
sgx.max_threads = ${maxThreads}
sgx.isvprodid = ${isvProdId}
sgx.isvsvn = ${isvSvn}
sgx.remote_attestation = "${remoteAttestation}"

sgx.trusted_files = [
<#list trusted as path>
  "file:${path?j_string}",
</#list>
]

sgx.allowed_files = [
<#list allowed as path>
  "file:${path}",
</#list>
]
