package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskGroupTest {

    private static final Plan PLAN = Plan.parse(Path.of("plan/plan.yaml"), """
            aggregator:
              settings: {rounds_to_train: 5}
            assigner:
              settings:
                # Who does what
                task_groups:
                  - {name: learning, percentage: 1.0, tasks: [train]}
                  - {name: evaluation, percentage: 0, tasks: [validate]}
            network:
              settings: {agg_addr: localhost}
            """);

    @Test
    void an_evaluation_has_one_round_and_the_rest_of_the_plan_stays() {
        Plan evaluation = PLAN.withTaskGroup("evaluation");

        assertThat(PLAN.effective().evaluates()).isFalse();
        assertThat(PLAN.roundsToExpect()).isEqualTo(5);
        assertThat(evaluation.effective().evaluates()).isTrue();
        assertThat(evaluation.roundsToExpect()).isEqualTo(1);
        assertThat(evaluation.rounds()).isEqualTo(5);
        assertThat(evaluation.text()).contains("# Who does what", "selected_task_group: evaluation");
    }

    @Test
    void another_group_is_no_evaluation_and_one_that_is_not_there_is_refused() {
        assertThat(PLAN.withTaskGroup("learning").roundsToExpect()).isEqualTo(5);
        assertThatThrownBy(() -> PLAN.withTaskGroup("training"))
                .hasMessageContaining("openfl.taskGroup=training")
                .hasMessageContaining("learning, evaluation");
    }

    @Test
    void a_place_is_the_line_of_the_last_key_that_the_file_has() {
        assertThat(PLAN.place(List.of("assigner", "settings", "task_groups"))).isEqualTo("plan/plan.yaml line 6");
        assertThat(PLAN.place(List.of("assigner", "settings", "nothing"))).isEqualTo("plan/plan.yaml line 4");
        assertThat(PLAN.place(List.of("nothing"))).isEqualTo("plan/plan.yaml");
    }
}
