package io.github.openflgramine.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;

/**
 * Requests uncompressed data from the engine. The default transport accepts gzip, and Docker then compresses
 * everything that is copied out of a container: on one core, at a tenth of the speed.
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
