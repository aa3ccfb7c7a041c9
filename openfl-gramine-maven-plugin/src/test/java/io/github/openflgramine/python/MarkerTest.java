package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys_platform == 'linux'",
                "\"linux\" in sys_platform",
                "os.name == 'posix' and platform_machine == 'x86_64'",
                "sys_platform != 'win32'",
                "python_version >= '3.8'",
                "python_version>='3.10' and python_version < '3.13'",
                "'3.9' < python_version",
                "python_version == '3.*'",
                "python_version not in '2.7 3.9'",
                "python_full_version < '3.13'",
                "platform_python_implementation == 'CPython' or extra == 'x'",
                "(sys_platform == 'win32' or implementation_name == 'cpython') and os_name=='posix'",
            })
    void a_condition_that_all_images_meet_applies(String text) {
        assertThat(Marker.parse(text).mustApply()).isTrue();
        assertThat(Marker.parse(text).mayApply()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys_platform == 'win32'",
                "platform_system=='Darwin'",
                "platform_machine == 'aarch64'",
                "python_version < '3.8'",
                "python_version == '2.7'",
                "'3.13' <= python_version",
                "python_full_version >= '3.13.1'",
                "platform.python_implementation == 'PyPy' and extra == 'x'",
                "sys_platform == 'linux' and python_version < '3.9' or os_name == 'nt'",
            })
    void a_condition_that_no_image_meets_does_not(String text) {
        assertThat(Marker.parse(text).mayApply()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python_version < '3.12'",
                "python_version ~= '3.11'",
                "python_version == '3.11.*'",
                "python_full_version < '3.11.4'",
                "python_full_version == '3.11.4'",
                "platform_release > '5'",
                "extra == 'x'",
                "python_version >= 'three'",
            })
    void what_depends_on_the_image_may_apply(String text) {
        assertThat(Marker.parse(text).mayApply()).isTrue();
        assertThat(Marker.parse(text).mustApply()).isFalse();
    }
}
