package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.product.BuildLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeniedFilesTest {

    private final DeniedFiles deniedFiles = new DeniedFiles();

    @Test
    void the_stand_ins_table_becomes_rules() {
        hear(
                "col1",
                "strict mode: 1 files of the native run would not be there under Gramine (no error):",
                "    times  access   path",
                "        1  read     /etc/resolv.conf",
                "strict mode: error: 2 files are neither trusted nor allowed; Gramine would deny them:",
                "    times  access   path",
                "        3  read     /usr/lib/python3.11/netrc.py",
                "        1  write    /workspace/out.txt",
                "NO GRAMINE: stand-in, no protection",
                "        1  read     /not/in/the/table");

        assertThat(told())
                .containsExactly(
                        "actor  access   add to gramine/trusted.txt",
                        "col1   read     include /usr/lib/python3.11/netrc.py",
                        "col1   write    no rule: write to save/, logs/ or /tmp, not to /workspace/out.txt");
    }

    @Test
    void gramines_own_warning_gives_the_last_name_alone() {
        hear(
                "aggregator",
                "[P1:T12:python3.11] warning: Disallowing access to file 'netrc.cpython-311.pyc'; file is not trusted or allowed.");

        assertThat(told()).last().isEqualTo("aggregator  read     include /**/netrc.cpython-311.pyc");
    }

    @Test
    void what_python_was_refused_is_named_whole() {
        hear("col1", "PermissionError: [Errno 13] Permission denied: '/usr/lib/python3.11/site-packages/x/vocab.txt'");

        assertThat(told()).last().isEqualTo("col1   read     include /usr/lib/python3.11/site-packages/x/vocab.txt");
    }

    @Test
    void the_same_file_is_told_once_with_all_who_wanted_it() {
        String line = "PermissionError: [Errno 13] Permission denied: '/a'";
        hear("col2", line, line);
        hear("col1", line);

        assertThat(told()).hasSize(2).last().isEqualTo("col1, col2  read     include /a");
    }

    @Test
    void a_name_that_a_glob_would_take_for_a_pattern_is_made_one_that_matches_it() {
        hear("col1", "PermissionError: [Errno 13] Permission denied: '/a/[b]{c}*${d}'");

        assertThat(told()).last().isEqualTo("col1   read     include /a/?b??c????d?");
    }

    @Test
    void a_source_whose_compiled_form_is_listed_is_told_apart_and_is_no_warning() {
        deniedFiles.listed(java.util.Set.of("/usr/lib/python3.11/warned.py"));
        hear(
                "col1",
                "[P1:T12:python3.11] warning: Disallowing access to file 'warned.py'; file is not trusted or allowed.",
                "strict mode: 1 sources are not listed while their .pyc are (no error):",
                "    times  access   path",
                "        1  read     /usr/lib/python3.11/warned.py",
                "PermissionError: [Errno 13] Permission denied: '/a/other.py'");

        assertThat(told())
                .containsExactly("actor  access   add to gramine/trusted.txt", "col1   read     include /a/other.py");
    }

    @Test
    void nothing_is_told_of_a_run_without_denials() {
        hear("col1", "Round 0", "        1  read     /a", "");

        assertThat(told()).isEmpty();
    }

    private void hear(String actor, String... lines) {
        for (String line : lines) {
            deniedFiles.heard(actor, line);
        }
    }

    private List<String> told() {
        List<String> lines = new ArrayList<>();
        deniedFiles.tell(new ActorLog(new BuildLog(line -> {}, lines::add)));
        return lines.stream().skip(1).map(line -> line.substring(4)).toList();
    }
}
