package io.github.openflgramine.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Asks the engine for bytes as they are. The transport alone would take gzip, and a Docker engine packs whatever it copies
 * out of a container for who takes it: on one core, at a tenth of the speed.
 */
final class PlainTransport implements DockerHttpClient {

    private final DockerHttpClient transport;

    PlainTransport(DockerHttpClient transport) {
        this.transport = transport;
    }

    @Override
    public Response execute(Request request) {
        return transport.execute(Request.builder()
                .from(request)
                .putHeader("Accept-Encoding", "identity")
                .build());
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
