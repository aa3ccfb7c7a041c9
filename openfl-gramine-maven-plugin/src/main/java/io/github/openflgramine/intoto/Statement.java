package io.github.openflgramine.intoto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * in-toto's Statement v1 about how artifacts were built.
 *
 * @param subject the artifacts, each with its digest and a unique name
 */
public record Statement(List<ResourceDescriptor> subject, SlsaProvenance provenance) {

    /** The media type of a statement, in an envelope or on its own. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    static final String TYPE = "https://in-toto.io/Statement/v1";

    public Statement {
        if (subject.isEmpty() || subject.stream().anyMatch(one -> one.digest().isEmpty())) {
            throw new IllegalArgumentException("a statement is about artifacts, each with a digest");
        }
        subject = List.copyOf(subject);
    }

    /** Returns the statement as a JSON object. */
    public Map<String, Object> toMap() {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", TYPE);
        statement.put("subject", subject.stream().map(ResourceDescriptor::toMap).toList());
        statement.put("predicateType", SlsaProvenance.TYPE);
        statement.put("predicate", provenance.toMap());
        return statement;
    }
}
