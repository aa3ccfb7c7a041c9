# [=actor?cap_first], for the experiment [=workspace]

This kit starts [#if isAggregator]the aggregator[#else]the collaborator [=actor][/#if] of a federated-learning experiment. It runs in [#if commands.sgx??]an SGX enclave[#else]a container[/#if];
`measurements.json` contains the expected measurements. This kit contains no private key. Never send a private key to anybody.

The scripts use `docker`, or `podman` where there is no docker; `KIT_ENGINE` names another program. Where this page says `docker`, type the one that you have. A rootless
engine is one that you run as an ordinary user.

## 1. Check the kit

Get the public key that signed the kit from its sender out of band (a call, a letter). Then run in the parent directory one of these lines. The first needs Java 17 and
`openfl-gramine.jar`, which the sender's release has (openfl-gramine-maven-plugin, classifier `cli`); the second needs Maven:

    java -jar openfl-gramine.jar verify --kit=KIT.tar --release-public-key=PUBLIC.pem
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dopenfl.kit=KIT.tar -Dopenfl.releasePublicKey=PUBLIC.pem

or without both, in this directory (the first line for an EC or RSA key, the second for Ed25519):

    openssl dgst -sha256 -verify PUBLIC.pem -signature SHA256SUMS.sig SHA256SUMS
    openssl pkeyutl -verify -pubin -inkey PUBLIC.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
    sha256sum --check SHA256SUMS

These commands check only the files that `SHA256SUMS` names; use no other file of the archive. `./verify PUBLIC.pem` runs them, lists the files that are not
part of the kit, and compares the image's archive and layers with this kit. It cannot tell whether it was itself replaced, so run the commands above first.
[#if jarSha256?has_content]

The whole verdict on the image, its enclaves' measurements, is that of `openfl-gramine.jar`, whose SHA-256 is in `openfl-gramine.jar.sha256`. Put the jar into this
directory or its parent (or `KIT_JAR=FILE`). `./verify` then compares it with this digest and runs it with Java 17, or without a Java in a container of an image that you trust and that
has it, without a network: `KIT_JRE=IMAGE ./verify PUBLIC.pem`. No program of the image under test is used to verify it.
[/#if]

## 2. Get the image

[#if archive?has_content]
Put `[=archive]` into this directory or its parent. `start` loads it if it is exactly this file (SHA-256):

    [=archiveSha256]

and starts only an image with this id:

    [=imageId]

An engine that stores images in containerd, the default in Docker 29, may give it another id. Then `start` runs the image that it loaded from the file.

To verify the image before it runs, by one of these lines:

    java -jar openfl-gramine.jar verify --file=[=archive] --measurements=measurements.json
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dgramine.file=[=archive] -Dgramine.measurements=measurements.json
[#else]
`start` pulls it by its digest. If the registry requires a login, run `docker login` first:

    [=image]

To verify the image before it runs (after `docker pull`), by one of these lines:

    java -jar openfl-gramine.jar verify --image=[=image] --measurements=measurements.json
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dopenfl.image=[=image] -Dgramine.measurements=measurements.json
[/#if]

## 3. Get your certificate

[#if enrol?has_content]
The key is made in the enclave, and certified with a proof that it is there:

1. Put the challenge that the federation's authority sends you at `enrolment/challenge.json`.
2. Run `./start`. It ends with a zip in `enrolment/`. Send that to the authority.
3. Import the authority's answer[#if !isAggregator] with one of these lines. It judges the aggregator's processor by your own policy: add
   `--accepted-tcb=` and `--accepted-advisories=` (`-Dgramine.acceptedTcb=`, `-Dgramine.acceptedAdvisories=`) only for what you have decided to accept.

        java -jar openfl-gramine.jar collaborator-certify --import=ANSWER.zip --measurements=measurements.json[#else]:
[/#if]

        mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:[#if isAggregator]aggregator[#else]collaborator[/#if]-certify -Dopenfl.import=ANSWER.zip -Dgramine.measurements=measurements.json

`identity/` has the sealed key. It opens only on this processor, with its present microcode, and in this build of the image. Otherwise `./start` says that it cannot be opened:
move the certificate away and enrol again. Never start two containers with the same `identity/`; the second one ends with one line.
[#elseif isAggregator]
The aggregator keeps the federation's certificate authority. In the workspace where you certify the collaborators, run:

    mvn openfl-gramine:aggregator-generate-cert-request
    mvn openfl-gramine:aggregator-certify

Copy the results into this directory: [#list own as path]`[=path]`[#sep], [/#list][#if !given?seq_contains("cert/cert_chain.crt")], `cert/cert_chain.crt`[/#if].
[#if given?seq_contains("plan/cols.yaml")]`plan/cols.yaml` lists who may take part; add collaborators that you certify later.[#else]Also copy `plan/cols.yaml`, the list of who may take part.[/#if]
[#else]
Run in this directory:

    ./request

It creates `cert/client/col_[=actor].key`, which stays here, and `col_[=actor]_to_agg_cert_request.zip`. Send the zip to the federation's authority, and compare the
hash that it shows out of band, for example by telephone. The authority sends another zip back. Then run:

    ./import agg_to_col_[=actor]_signed_cert.zip
[#if !given?seq_contains("cert/cert_chain.crt")]

It asks whether the SHA-384 of the federation's certificate chain is right. Ask the authority for that hash out of band, too: anyone who
replaces the zip on its way would become the authority that this machine trusts.
[/#if]

[#if pinned]
The aggregator of this federation is attested: the answer has evidence about its enclave, which the image cannot judge about itself. `./import` therefore
[#if jarSha256?has_content]runs `openfl-gramine.jar`, found as for `./verify`, and refuses an answer without evidence.[#else]refuses it: import it with one of the lines below.[/#if]

[/#if]
[#if pinned]`./request` runs[#else]Both run[/#if] in a container of the image, without a network. With `openfl-gramine.jar` or Maven instead, and for the answer of a federation whose aggregator is attested:

    java -jar openfl-gramine.jar collaborator-generate-cert-request --collaborator=[=actor]
    java -jar openfl-gramine.jar collaborator-certify --import=agg_to_col_[=actor]_signed_cert.zip --measurements=measurements.json
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-generate-cert-request -Dopenfl.collaborator=[=actor]
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-certify -Dopenfl.import=agg_to_col_[=actor]_signed_cert.zip -Dgramine.measurements=measurements.json
[/#if]

## 4. Provide [#if isAggregator]the model[#else]your data[/#if]

[#if isAggregator]
`save/` has to contain the initial model, `…_init.pbuf`. The trained model is written there too.
[#else]
Put your data into `data/`, or pass another directory: `KIT_DATA=/path ./start`. [#if encryptedData]They have to be
encrypted with the key that the enclave gets after attestation (`gramine-sgx-pf-crypt`). The directory is mounted writable, because Gramine opens
encrypted files for writing even to read them; it never leaves this machine.[#else]It is mounted read-only and never leaves this machine.[/#if]
[#if given?seq_contains("plan/data.yaml")]`plan/data.yaml` defines which part of it is used.[#else]Which part of it is used
is the one line of `plan/data.yaml`: `[=actor],` and a number or a path below `data/`, as the workspace's README says. `./start` asks for it if there is no such file.[/#if]
[/#if]

## 5. Start

    ./start[#if mode != "sgx"]            # mode [=mode]: nothing is protected[/#if]

checks that nothing is missing, then runs the actor in the foreground until it ends; Ctrl-C stops it. `./start --detach` runs it in the background:
`docker logs --follow [=container]` shows its output, `./status` what it does, `./stop` stops it and keeps its output in `logs/` (that of the last ten runs).
`./start --check` starts nothing: it checks that everything is here[#if requests], and tries the connection to the aggregator with your certificate[/#if]. [#if commands.sgx?? && !sealed]`./start direct` is a trial without SGX; it protects nothing.[/#if]

To use Docker Compose 2 instead, in mode [=mode][#if archive?has_content], first load the image (`docker load < [=archive]`). If the engine does not know the id above then, add `KIT_IMAGE=[=image]` to this command[/#if]: `KIT_USER=$(id -u):$(id -g)[#if mode == "sgx"] SGX_GROUP=$(stat -c %g /dev/sgx_enclave)[/#if] docker compose up`. In a rootless Docker `KIT_USER` is
`0:0`; with a rootless Podman add `KIT_USERNS=keep-id`.

[#if isAggregator]
The collaborators connect to [=aggregator]; open that port in the firewall.
[#else]
The collaborator connects to the aggregator at [=aggregator]. You do not have to open a port here.
[/#if]

**After a reboot** nothing starts by itself. With systemd and an engine that runs as root, this is `/etc/systemd/system/[=container].service`, with this directory in place of `/srv/[=container]` and its
owner in place of `federation`; `systemctl enable --now [=container]` starts it, and disable it when the experiment has ended:

    [Unit]
    Wants=network-online.target
    After=docker.service network-online.target
    Requires=docker.service
    [Service]
    User=federation
    ExecStart=/srv/[=container]/start
    ExecStop=/srv/[=container]/stop
    [#if !isAggregator]
    Restart=on-failure
    RestartSec=30
    [/#if]
    [Install]
    WantedBy=multi-user.target

Leave out `Requires=` for Podman, which has no daemon. For a rootless engine, put the file into `~/.config/systemd/user/` without `User=`, `After=` and `Requires=`, with
`WantedBy=default.target`, and run `loginctl enable-linger` once; `systemctl --user enable --now [=container]` starts it.

Two kits of the same name on one machine need two names of containers: `KIT_CONTAINER=NAME`, for each script and for Compose.

With Compose, add `restart: unless-stopped` to the service in a `compose.override.yaml`, and run `docker compose down` when the experiment has ended.

A new image comes with a new kit: unpack it over this directory. Certificate, key, data and model stay.
