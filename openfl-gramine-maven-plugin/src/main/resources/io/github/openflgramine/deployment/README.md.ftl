# [=actor?cap_first], for the experiment [=workspace]

This kit starts [#if isAggregator]the aggregator[#else]the collaborator [=actor][/#if] of one federated-learning experiment. It runs in [#if commands.sgx??]an SGX enclave[#else]a container[/#if]; the
measurements of what will run are in `measurements.json`. No private key is in this kit, and none should ever travel.

## 1. Check the kit

Whoever sent it should tell you the key that signed it by another way (a call, a letter). Then, in the folder above this one:

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dopenfl.kit=KIT.tar -Dopenfl.releasePublicKey=PUBLIC.pem

or without Maven, in this folder (the first line for an EC or RSA key, the second for Ed25519):

    openssl dgst -sha256 -verify PUBLIC.pem -signature SHA256SUMS.sig SHA256SUMS
    openssl pkeyutl -verify -pubin -inkey PUBLIC.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
    sha256sum --check SHA256SUMS

## 2. Get the image

[#if archive?has_content]
Put `[=archive]` into this folder or beside it. `start` loads it, and starts no image with another id than

    [=imageId]
[#if archiveSha256?has_content]

An engine that keeps images in containerd, as Docker 29 does, may give it another id: then `start` takes what it loads from this very file (SHA-256)

    [=archiveSha256]
[/#if]

To verify what is in it before it runs:

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dgramine.file=[=archive] -Dgramine.measurements=measurements.json
[#else]
`start` pulls it by its digest, after `docker login` where the registry wants one:

    [=image]

To verify what is in it before it runs (after `docker pull`):

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:verify -Dopenfl.image=[=image] -Dgramine.measurements=measurements.json
[/#if]

## 3. Your certificate

[#if isAggregator]
The aggregator keeps the federation's authority. Where you certify the collaborators, in the workspace:

    mvn openfl-gramine:aggregator-generate-cert-request
    mvn openfl-gramine:aggregator-certify

Copy what came of it into this folder: [#list own as path]`[=path]`[#sep], [/#list][#if !given?seq_contains("cert/cert_chain.crt")], `cert/cert_chain.crt`[/#if].
[#if given?seq_contains("plan/cols.yaml")]`plan/cols.yaml` lists who may take part; a collaborator who is certified later is entered there.[#else]Copy `plan/cols.yaml`, the list of who may take part, too.[/#if]
[#else]
    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-generate-cert-request -Dopenfl.collaborator=[=actor]

in this folder makes `cert/client/col_[=actor].key`, which stays here, and a zip for the aggregator, which sends another one back. Compare
the hash that the goal shows by telephone. Then:

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-certify -Dopenfl.import=agg_to_col_[=actor]_signed_cert.zip
[/#if]

## 4. [#if isAggregator]The model[#else]Your data[/#if]

[#if isAggregator]
`save/` has to have the initial model, `…_init.pbuf`. The trained one is written there too.
[#else]
Put it into `data/`, or say where it is: `KIT_DATA=/path ./start`. It is mounted read-only and never leaves this machine.
[#if given?seq_contains("plan/data.yaml")]`plan/data.yaml` says which part of it is used.[#else]Say which part of it is used:

    mvn io.github.openfl-gramine:openfl-gramine-maven-plugin:collaborator-create -Dopenfl.collaborator=[=actor] -Dopenfl.dataPath=…[/#if]
[/#if]

## 5. Start

    ./start[#if mode != "sgx"]            # mode [=mode]: nothing is protected[/#if]

checks that all is there, then runs the actor in the foreground until it ends; Ctrl-C ends it. `./start --detach` returns at once:
`docker logs --follow [=container]` shows what it says, `./stop` ends it. [#if commands.sgx??]`./start direct` tries it without SGX, and protects nothing.[/#if]

With Docker Compose 2 instead, in mode [=mode][#if archive?has_content], once the image is loaded (`docker load < [=archive]`; where the engine does not know the id above then, with `KIT_IMAGE=[=image]`)[/#if]: `KIT_USER=$(id -u):$(id -g)[#if mode == "sgx"] SGX_GROUP=$(stat -c %g /dev/sgx_enclave)[/#if] docker compose up`.

[#if isAggregator]
The collaborators reach it at [=aggregator]; open that port in the firewall.
[#else]
It connects to the aggregator at [=aggregator]; no port has to be opened here.
[/#if]

A new image comes as a new kit: unpack it over this folder. Certificate, key, data and model stay.
