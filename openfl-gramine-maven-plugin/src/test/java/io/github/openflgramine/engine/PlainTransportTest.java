package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlainTransportTest {

    @Test
    void no_answer_is_to_be_packed() throws Exception {
        List<DockerHttpClient.Request> sent = new ArrayList<>();
        try (PlainTransport transport = new PlainTransport(recording(sent))) {
            transport.execute(DockerHttpClient.Request.builder()
                    .method("GET")
                    .path("/containers/1/archive")
                    .putHeader("Accept", "application/x-tar")
                    .build());
        }

        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/containers/1/archive");
            assertThat(request.headers())
                    .isEqualTo(Map.of("Accept", "application/x-tar", "Accept-Encoding", "identity"));
        });
    }

    private static DockerHttpClient recording(List<DockerHttpClient.Request> sent) {
        return new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
                sent.add(request);
                return new NoResponse();
            }

            @Override
            public void close() {}
        };
    }

    private static final class NoResponse implements DockerHttpClient.Response {

        @Override
        public int getStatusCode() {
            return 204;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public java.io.InputStream getBody() {
            return java.io.InputStream.nullInputStream();
        }

        @Override
        public void close() {}
    }
}
