package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that were never rendered, also where they are TOML. */
final class TemplateMarksTest {

    private static final String RENDER =
            " Render it first with Gramine's own tool: gramine-manifest TEMPLATE NAME.manifest";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "libos.entrypoint = \"{{ entrypoint }}\"",
                "loader.log_level = \"{{ log_level }}\"",
                "loader.entrypoint.uri = \"file:{{ gramine.libos }}\"",
                "loader.env.LD_LIBRARY_PATH = \"/lib:{{ arch_libdir }}:/usr/{{ arch_libdir }}\"",
                "loader.env.A = { value = \"{{env.HOME}}\" }",
                "loader.argv = [\"{{ entrypoint }}\", \"-c\"]",
                "fs.mounts = [ { path = \"{{ execdir }}\", uri = \"file:{{ execdir }}\" } ]",
                "sgx.trusted_files = [\"file:{{- gramine.runtimedir() -}}/\"]",
                "sgx.trusted_files = [{ uri = \"file:{{ python.stdlib }}/\" }]",
                "sgx.allowed_files = [\"file:{{ data_dir }}/\"]",
                "sgx.enclave_size = \"{{ size|default('4G') }}\"",
                "sgx.enclave_size = \"{% if big %}4G{% else %}1G{% endif %}\"",
                "sgx.remote_attestation = \"{{ ra_type }}\"",
            })
    void a_template_of_gramine_that_is_toml_is_told_from_a_manifest(String line) {
        assertThatThrownBy(() -> Manifest.parse("a.b = 1\n" + line, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is a template that was never rendered: it has {")
                .hasMessageContaining(" (m, line 2, column ")
                .hasMessageEndingWith(RENDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgx.max_threads = {{ '1' if env.get('EDMM') == '1' else '4' }}",
                "{% if sgx %}",
                "{%- for path in python.get_sys_path(entrypoint) %}",
                "sgx.trusted_files = [\n{% for path in paths %}\n  \"file:{{ path }}/\",\n{% endfor %}\n]",
                "sgx.edmm_enable = {{ 'true' if env.get('EDMM', '0') == '1' else 'false' }}",
            })
    void a_template_that_is_not_toml_gets_the_same_word(String text) {
        assertThatThrownBy(() -> Manifest.parse(text, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is a template that was never rendered: it has {")
                .hasMessageContaining(" (m, line ")
                .hasMessageEndingWith(RENDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgx.max_threads = ${maxThreads}",
                "<#if debug>\nsgx.debug = true\n</#if>",
                "sgx.trusted_files = [\n<#list trusted as path>\n  \"file:${path}\",\n</#list>\n]",
            })
    void a_template_of_this_plugin_belongs_into_a_workspace(String text) {
        assertThatThrownBy(() -> Manifest.parse(text, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is a template that was never rendered: it has ")
                .hasMessageEndingWith(
                        "Put it into a workspace as gramine/openfl.manifest.ftl; mvn package renders it.");
    }

    @Test
    void in_a_template_of_a_workspace_jinja_is_the_wrong_language() {
        assertThatThrownBy(
                        () -> Manifest.parse("libos.entrypoint = \"{{ entrypoint }}\"", "gramine/openfl.manifest.ftl"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageEndingWith("Jinja is the language of Gramine's templates. Here write ${…} of FreeMarker;"
                        + " docs/customise.md lists the variables.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loader.argv = [\"docker\", \"--format={{.Names}}\", \"{{}}\", \"{{ name }}\"]",
                "loader.argv = [\"curl\", \"-w\", \"%{http_code}\", \"{\\\"a\\\":{\\\"b\\\":{}}}\"]",
                "loader.env.PROMPT = \"Hello {{ name }}, {% if x %}you{% endif %}\"",
                "sgx.trusted_files = [\"file:/usr/share/{{cookiecutter.name}}/setup.py\"]",
                "# {{ gramine.libos }} {% for x in y %}",
                "loader.env.HOME = \"${HOME}\"",
                "loader.env.A = { value = \"{a}}\" }",
            })
    void braces_of_a_program_are_no_template(String line) {
        assertThatCode(() -> Manifest.parse("a.b = 1\n" + line, "m")).doesNotThrowAnyException();
    }

    @Test
    void toml_that_is_wrong_elsewhere_is_not_called_a_template() {
        assertThatThrownBy(() -> Manifest.parse("loader.argv = [\"{{.Names}}\"]\nsgx.max_threads = four\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 2, column 19: ");
    }
}
