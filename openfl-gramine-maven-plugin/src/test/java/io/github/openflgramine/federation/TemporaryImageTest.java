package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TemporaryImageTest extends FederationFixture {

    @Test
    void other_rounds_want_a_temporary_image_with_nothing_else_changed() throws IOException {
        image(UNSIGNED, plan, false);
        assertThat(asked(OptionalInt.of(7)).text()).isEqualTo(plan.withRounds(7).text());
    }

    @Test
    void a_temporary_image_that_given_signatures_cannot_sign_is_refused_in_mode_sgx() throws IOException {
        image(SIGNED, plan, true);
        assertThatThrownBy(() -> federation(OptionalInt.of(7), ActorMode.SGX, changed -> {
                    temporary("flowers:1-federation-direct", changed, false);
                    return "flowers:1-federation-direct";
                }))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(
                        "The temporary image flowers:1-federation-direct is not signed",
                        "gramine.signatures",
                        "-Dgramine.signingKey=… -Dgramine.signatures=",
                        "-Dopenfl.mode=direct");
        assertThat(engine.running).isEmpty();
        assertThat(engine.requests)
                .allMatch(request -> request.program().command().equals(List.of("none")));
    }

    @Test
    void an_aggregator_elsewhere_wants_a_temporary_image_for_this_host() throws IOException {
        plan = plan.withAggregator("192.0.2.1", 50000);
        Files.writeString(plan.file(), plan.text());
        image(UNSIGNED, plan, false);
        assertThat(asked(OptionalInt.empty()).aggregatorAddress()).contains("localhost");
    }

    @Test
    void more_collaborators_than_the_plan_has_shards_want_a_temporary_image() throws IOException {
        plan = Plan.parse(plan.file(), plan.text() + "data_loader:\n  settings:\n    collaborator_count: 2\n");
        Files.writeString(plan.file(), plan.text());
        image(UNSIGNED, plan, false);
        collaborators = OptionalInt.of(5);
        assertThat(asked(OptionalInt.empty()).text())
                .isEqualTo(plan.text().replace("collaborator_count: 2", "collaborator_count: 5"));
    }

    /** The plan for which a temporary image is asked. */
    private Plan asked(OptionalInt rounds) {
        List<Plan> asked = new ArrayList<>();
        assertThatThrownBy(() -> federation(rounds, ActorMode.DIRECT, changed -> {
                    asked.add(changed);
                    throw new GraminizeException("enough", "");
                }))
                .hasMessageContaining("enough");
        return asked.get(0);
    }
}
