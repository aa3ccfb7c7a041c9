package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.RoundMetrics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class MetricsChartTest {

    @Test
    void each_metric_has_a_line_with_a_point_for_each_round() throws Exception {
        Document svg = chart(
                round(0, Map.of("train/loss", 0.9, "validation/accuracy", 0.2)),
                round(1, Map.of("train/loss", 0.5, "validation/accuracy", 0.6)),
                round(2, Map.of("train/loss", 0.1, "validation/accuracy", 0.8)));

        assertThat(texts(svg, "text")).contains("train/loss", "validation/accuracy", "0.9000", "0", "0.8000");
        assertThat(texts(svg, "title"))
                .containsExactly(
                        "round 0: 0.9000",
                        "round 1: 0.5000",
                        "round 2: 0.1000",
                        "round 0: 0.2000",
                        "round 1: 0.6000",
                        "round 2: 0.8000");
        // A straight line, because the loss falls by the same amount each round.
        assertThat(elements(svg, "polyline").get(0).getAttribute("points"))
                .isEqualTo("80.0,30.0 345.0,72.2 610.0,114.4");
    }

    @Test
    void an_axis_starts_at_0_or_says_where() throws Exception {
        assertThat(texts(chart(round(0, Map.of("loss", 0.4)), round(1, Map.of("loss", 0.8))), "text"))
                .contains("loss", "0", "0.8000");
        assertThat(texts(chart(round(0, Map.of("loss", 0.97)), round(1, Map.of("loss", 0.98))), "text"))
                .contains("loss (the axis starts at 0.9700)", "0.9700", "0.9800");
        assertThat(texts(chart(round(0, Map.of("loss", -1.0)), round(1, Map.of("loss", 1.0))), "text"))
                .contains("loss (the axis starts at -1.000)", "-1.000", "1.000");
    }

    @Test
    void each_collaborator_has_a_thin_line_on_the_same_axis() throws Exception {
        Document svg = parsed(new FederationMetrics(
                List.of(round(0, Map.of("loss", 0.4)), round(1, Map.of("loss", 0.2))),
                new TreeMap<>(Map.of(
                        "<one>", List.of(round(0, Map.of("loss", 0.8)), round(1, Map.of("loss", 0.4))),
                        "two", List.of(round(0, Map.of("accuracy", 0.5)))))));

        assertThat(texts(svg, "text")).contains("0.8000");
        assertThat(elements(svg, "polyline"))
                .extracting(line -> line.getTextContent() + " " + line.getAttribute("points"))
                .containsExactly("<one> 80.0,30.0 610.0,77.5", " 80.0,77.5 610.0,101.3");
    }

    @Test
    void what_is_no_number_leaves_a_gap() throws Exception {
        Document svg = chart(
                round(0, Map.of("loss", 1.0)), round(1, Map.of("loss", Double.NaN)), round(2, Map.of("loss", 0.5)));

        assertThat(texts(svg, "title")).containsExactly("round 0: 1.0000", "round 2: 0.5000");
    }

    @Test
    void one_round_or_a_metric_that_never_changes_lies_in_the_middle() throws Exception {
        Element point = elements(chart(round(7, Map.of("loss", 3.0))), "circle").get(0);

        assertThat(point.getAttribute("cx")).isEqualTo("345.0");
        assertThat(point.getAttribute("cy")).isEqualTo("77.5");
    }

    @Test
    void names_are_text_and_nothing_else() throws Exception {
        Document svg = chart(round(0, Map.of("<script>&", 1.0)));

        assertThat(texts(svg, "text")).contains("<script>&");
        assertThat(elements(svg, "script")).isEmpty();
    }

    @Test
    void nothing_is_loaded_from_anywhere_and_numbers_are_written_as_svg_reads_them() {
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            String svg = new MetricsChart(alone(round(0, Map.of("loss", 1.5)))).svg();
            assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://", "href", "url(");
            assertThat(svg).matches("\\A\\p{ASCII}*\\z");
        } finally {
            Locale.setDefault(own);
        }
    }

    private static RoundMetrics round(int number, Map<String, Double> values) {
        return new RoundMetrics(number, 1, new TreeMap<>(values));
    }

    private static Document chart(RoundMetrics... rounds) throws Exception {
        return parsed(alone(rounds));
    }

    private static FederationMetrics alone(RoundMetrics... rounds) {
        return new FederationMetrics(List.of(rounds), new TreeMap<>());
    }

    private static Document parsed(FederationMetrics metrics) throws Exception {
        byte[] svg = new MetricsChart(metrics).svg().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static List<String> texts(Document svg, String tag) {
        return elements(svg, tag).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
