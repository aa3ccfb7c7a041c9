# [=actor?cap_first], for the experiment [=workspace]

This kit starts [#if isAggregator]the aggregator[#else]the collaborator [=actor][/#if] of a federated-learning experiment. It runs in [#if commands.sgx??]an SGX enclave[#else]a container[/#if];
`measurements.json` contains the expected measurements. This kit contains no private key. Never send a private key to anybody.

## 1. Check the kit

Get the public key that signed the kit from its sender out of band (a call, a letter). Then run in the parent directory one of these lines. The first needs Java 17 and
`openfl-gramine.jar`, which the sender's release has (openfl-gramine-maven-plugin, classifier `cli`); the second needs Maven:

    java -jar openfl-gramine.jar verify --kit=KIT.tar --release-public-key=PUBLIC.pem
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dopenfl.kit=KIT.tar -Dopenfl.releasePublicKey=PUBLIC.pem

or without both, in this directory (the first line for an EC or RSA key, the second for Ed25519):

    openssl dgst -sha256 -verify PUBLIC.pem -signature SHA256SUMS.sig SHA256SUMS
    openssl pkeyutl -verify -pubin -inkey PUBLIC.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
    sha256sum --check SHA256SUMS

These commands check only the files that `SHA256SUMS` names; use no other file of the archive.

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
Run one of these lines in this directory:

    java -jar openfl-gramine.jar collaborator-generate-cert-request --collaborator=[=actor]
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-generate-cert-request -Dopenfl.collaborator=[=actor]

It creates `cert/client/col_[=actor].key`, which stays here, and a zip. Send the zip to the aggregator, and compare the hash that the goal
prints out of band, for example by telephone. The aggregator sends another zip back. Then run one of these:

    java -jar openfl-gramine.jar collaborator-certify --import=agg_to_col_[=actor]_signed_cert.zip
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-certify -Dopenfl.import=agg_to_col_[=actor]_signed_cert.zip
[#if !given?seq_contains("cert/cert_chain.crt")]

It asks whether the SHA-384 of the federation's certificate chain is right. Ask the aggregator for that hash out of band, too: whoever
replaces the zip on its way would become the authority that this machine trusts.
[/#if]
[/#if]

## 4. Provide [#if isAggregator]the model[#else]your data[/#if]

[#if isAggregator]
`save/` has to contain the initial model, `…_init.pbuf`. The trained model is written there too.
[#else]
Put your data into `data/`, or pass another directory: `KIT_DATA=/path ./start`. It is mounted read-only and never leaves this machine.
[#if given?seq_contains("plan/data.yaml")]`plan/data.yaml` defines which part of it is used.[#else]Define which part of it is used:

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-create -Dopenfl.collaborator=[=actor] -Dopenfl.dataPath=…[/#if]
[/#if]

## 5. Start

    ./start[#if mode != "sgx"]            # mode [=mode]: nothing is protected[/#if]

checks that nothing is missing, then runs the actor in the foreground until it ends; Ctrl-C stops it. `./start --detach` runs it in the background:
`docker logs --follow [=container]` shows its log, `./stop` stops it. [#if commands.sgx?? && !sealed]`./start direct` is a trial without SGX; it protects nothing.[/#if]

To use Docker Compose 2 instead, in mode [=mode][#if archive?has_content], first load the image (`docker load < [=archive]`). If the engine does not know the id above then, add `KIT_IMAGE=[=image]` to this command[/#if]: `KIT_USER=$(id -u):$(id -g)[#if mode == "sgx"] SGX_GROUP=$(stat -c %g /dev/sgx_enclave)[/#if] docker compose up`.

[#if isAggregator]
The collaborators connect to [=aggregator]; open that port in the firewall.
[#else]
The collaborator connects to the aggregator at [=aggregator]. You do not have to open a port here.
[/#if]

A new image comes with a new kit: unpack it over this directory. Certificate, key, data and model stay.
