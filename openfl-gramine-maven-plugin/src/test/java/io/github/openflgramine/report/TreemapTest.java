package io.github.openflgramine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.openflgramine.report.Treemap.Box;
import io.github.openflgramine.report.Treemap.Placed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TreemapTest {

    private static final Box BOX = new Box(10, 20, 600, 400);

    @Test
    void every_area_is_as_its_weight_and_together_they_fill_the_box() {
        List<Long> weights = new Random(7).longs(200, 1, 10_000).boxed().toList();
        long sum = weights.stream().mapToLong(Long::longValue).sum();

        List<Placed<Long>> placed = Treemap.divide(weights, Long::longValue, BOX);

        assertThat(placed).hasSize(weights.size());
        assertThat(placed)
                .allSatisfy(
                        one -> assertThat(area(one.box())).isCloseTo(600.0 * 400.0 * one.thing() / sum, within(1e-3)));
    }

    @Test
    void no_two_boxes_overlap_and_none_leaves_the_drawing() {
        List<Placed<Long>> placed =
                Treemap.divide(new Random(8).longs(60, 1, 10_000).boxed().toList(), Long::longValue, BOX);

        for (int i = 0; i < placed.size(); i++) {
            Box box = placed.get(i).box();
            assertThat(box.x()).isGreaterThanOrEqualTo(10 - 1e-6);
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(610 + 1e-6);
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(420 + 1e-6);
            for (Placed<Long> later : placed.subList(i + 1, placed.size())) {
                assertThat(overlap(box, later.box())).isLessThan(1e-6);
            }
        }
    }

    @Test
    void boxes_are_as_square_as_in_the_paper() {
        List<Placed<Long>> placed =
                Treemap.divide(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), Long::longValue, new Box(0, 0, 6, 4));

        assertThat(placed).extracting(Placed::thing).containsExactly(6L, 6L, 4L, 3L, 2L, 2L, 1L);
        assertThat(placed.get(0).box()).isEqualTo(new Box(0, 0, 3, 2));
        assertThat(placed.get(1).box()).isEqualTo(new Box(0, 2, 3, 2));
        assertThat(placed.get(2).box().width()).isCloseTo(12.0 / 7, within(1e-9));
        assertThat(placed.get(2).box().height()).isCloseTo(7.0 / 3, within(1e-9));
    }

    @Test
    void what_weighs_nothing_is_left_out() {
        assertThat(Treemap.divide(List.of(0L, 5L), Long::longValue, BOX)).hasSize(1);
        assertThat(Treemap.divide(List.<Long>of(), Long::longValue, BOX)).isEmpty();
    }

    private static double area(Box box) {
        return box.width() * box.height();
    }

    private static double overlap(Box a, Box b) {
        double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        return Math.max(0, width) * Math.max(0, height);
    }
}
