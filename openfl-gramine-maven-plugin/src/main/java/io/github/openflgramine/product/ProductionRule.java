package io.github.openflgramine.product;

/**
 * What a production build refuses and a trial warns of. This is the one list of it: each insecure setting names its
 * rule, and the table in {@code docs/production.md} is made of the rules, in this order.
 */
public enum ProductionRule {
    DEBUG_ENCLAVE(
            "a debug enclave", "`gramine.debug`", "remove it: the machine's owner can read such an enclave's memory"),
    LOG_LEVEL(
            "a log with more than errors",
            "`gramine.logLevel`",
            "set `error` or `none`: the host can read what the program does"),
    INSECURE_OPTION(
            "what Gramine itself calls insecure (`loader.insecure__*`, `sys.insecure__*`, `fs.insecure__*`), the host's"
                    + " environment, `file_check_policy = \"allow_all_but_log\"`, `sys.debug__mock_syscalls`",
            "gramine/openfl.manifest.ftl",
            "remove it"),
    ALLOWED_FILES(
            "allowed files other than those that an actor's host has to provide ([image.md](image.md))",
            "gramine/openfl.manifest.ftl",
            "trust them, or remove them"),
    ENVIRONMENT(
            "environment variables that decide what is loaded or who is trusted: `LD_*` other than the template's"
                    + " `LD_LIBRARY_PATH`, `PYTHON*` other than `PYTHONDONTWRITEBYTECODE`, `GLIBC_TUNABLES`, `GCONV_PATH`,"
                    + " `OPENSSL_*`, `SSL_CERT_*`, `SSLKEYLOGFILE`",
            "`gramine.environment`, gramine/openfl.manifest.ftl",
            "remove it: such a variable loads code, trusts other certificates, or writes the keys of connections"),
    UNCHECKED_FILE(
            "an allowed file that covers a trusted one. For a workspace a trial is refused, too",
            "the manifest of `sign-manifest` and `prepare-signature`",
            "remove one of them: Gramine would not check the trusted file"),
    DEBUG_BUILD_OPTION(
            "`sgx.enable_stats`, `sgx.profile`, `sgx.vtune_profile`",
            "gramine/openfl.manifest.ftl",
            "remove it: only debug builds of Gramine start such an enclave"),
    HEXADECIMAL_SIZE(
            "an enclave size in hexadecimal digits",
            "gramine/openfl.manifest.ftl",
            "write it in decimal digits: Gramine's signer reads both, its loader does not start the enclave"),
    STAND_IN(
            "the stand-in for Gramine", "`gramine.baseImage`", "use another base image: the stand-in protects nothing"),
    UNSIGNED_IMAGE(
            "an unsigned image",
            "`gramine.signingKey`, `gramine.signatures`",
            "sign it ([keys.md](keys.md)). `mvn package openfl-gramine:prepare-signature` is accepted"),
    SIGNING_KEY_FILE(
            "a signing key's file that others can read",
            "`gramine.signingKey`",
            "`chmod 600`: anyone who has this key can sign as you"),
    RELEASE_KEY_FILE(
            "a release key's file that others can read",
            "`openfl.releaseKey`",
            "`chmod 600`: anyone who has this key can release in your name"),
    UNSIGNED_KIT(
            "an unsigned kit",
            "`openfl.releaseKey`, goals `deployment` and `attach-kits`",
            "sign it ([deployment.md](deployment.md)): a participant cannot see who made an unsigned one"),
    TLS(
            "connections without TLS",
            "plan: `network`, `use_tls`",
            "set `true`: otherwise anyone on the way reads and changes the model"),
    CLIENT_CERTIFICATES(
            "collaborators without certificates",
            "plan: `network`, `require_client_auth`",
            "set `true`: otherwise anyone can take part under any name in cols.yaml"),
    TRANSPORT(
            "another transport than gRPC, such as `rest`",
            "plan: `network`, `transport_protocol`",
            "set `grpc`: OpenFL's REST server is Flask's, made for development, and the launcher's checks and this project's"
                    + " tests cover gRPC alone"),
    AGGREGATOR_ADDRESS(
            "an aggregator's address with a scheme, a port, a blank, or of another form that no collaborator can connect to",
            "plan: `network`, `agg_addr`",
            "write a host name or an IPv4 address alone"),
    CHECKPOINTS(
            "checkpoints in a directory that is not encrypted. OpenFL keeps checkpoints unless the plan says otherwise",
            "plan: `aggregator`, `persist_checkpoint`, `persistent_db_path`",
            "set `persist_checkpoint: false`, or encrypt the directory: `gramine.encryptedMounts=local_state=mrenclave`"),
    SYNTHETIC_DATA(
            "made-up data, with which a workspace of this project's templates can be tried",
            "plan: `data_loader`, `source`, `synthetic`",
            "remove the line: the collaborators then read `data/`"),
    CHAIN_OF_HOST(
            "a certificate chain that the host provides",
            "`openfl.trustCertChain`",
            "set `true`, after `workspace-certify`: otherwise the host chooses whose certificates are accepted"),
    CHAIN_CONTENT(
            "a certificate chain that is empty, is none, or has a private key in it. With `openfl.trustCertChain` a trial is"
                    + " refused, too, as the file becomes part of the image",
            "`cert/cert_chain.crt`",
            "create it with `workspace-certify`, or copy the certificates alone"),
    UNPINNED_REQUIREMENT(
            "a requirement without its version, also in a file that another one includes (`-r`): a name without `==` or hash, an"
                    + " address without hash, a branch or tag, an editable one (`-e`)",
            "requirements.txt, `openfl.constraints`, `openfl.requirement`",
            "pin each with `==`. A wheelhouse (`gramine.wheelhouse`) pins versions by its content. To pin dependencies too, use"
                    + " a constraints file from `pip freeze`; to pin everything including the base image, use the lock file"
                    + " ([release.md](release.md))"),
    PACKAGE_INDEX(
            "an index of packages besides the first one (`--extra-index-url`, `--find-links`), without TLS, or with any"
                    + " certificate (`--trusted-host`)",
            "`gramine.wheelIndex`, `gramine.pipOptions`, requirements.txt, `openfl.constraints`",
            "name the packages that come from `gramine.wheelIndex` in `gramine.wheelIndexPackages`: pip then takes them from"
                    + " there alone and nothing else from there. Hashes of all packages, a wheelhouse and the lock file are"
                    + " accepted, too"),
    PACKED_SECRET(
            "a private key, a token, a password or a file of credentials among what is packed; the same in `loader.env` and"
                    + " `loader.argv`",
            "src/, plan/, requirements.txt, gramine/",
            "remove it ([security.md](security.md#what-is-packed))"),
    BASE_IMAGE_TAG("a base image by a tag", "`gramine.baseImage`", "`NAME@sha256:…`");

    private final String refused;
    private final String setBy;
    private final String remedy;

    ProductionRule(String refused, String setBy, String remedy) {
        this.refused = refused;
        this.setBy = setBy;
        this.remedy = remedy;
    }

    /** Returns the rule's row in the table of the manual: what is refused, what sets it, what to do. */
    String row() {
        return "| " + refused + " | " + setBy + " | " + remedy + " |";
    }
}
