package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "/data",
                "/raid/datasets/BraTS17/1",
                "/workspace",
                "/workspace/data/../../raid",
                "/workspace/other",
                "../data",
                "data/../../x",
                "a\nb,c",
                "~/data",
                "~me/data",
                "C:\\data",
                "d:/data",
                "\\\\server\\data",
                "file:///raid/1",
                "file:/raid/1",
                " /raid/1"
            })
    void data_elsewhere_on_the_host_is_refused(String data) {
        assertThatThrownBy(() -> DataPath.requireInContainer(data, "plan/data.yaml: the data of north"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "plan/data.yaml: the data of north is '" + data + "', expected a shard's number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "data/north",
                "./data/1",
                "data/a,b",
                "/workspace/data",
                "/workspace/data/1",
                "file:///workspace/data/1",
                "north",
                "images/1",
                "s3://bucket/north",
                "data/ a"
            })
    void what_a_container_can_have_or_a_loader_interprets_is_accepted(String data) {
        DataPath.requireInContainer(data, "openfl.dataPath");
    }
}
