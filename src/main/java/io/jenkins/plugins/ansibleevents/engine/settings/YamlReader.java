package io.jenkins.plugins.ansibleevents.engine.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML document as JSON, with PyYAML's meaning, because Ansible and ansible-runner read the same files with PyYAML:
 * aliases and merge keys are resolved, {@code yes} is true, {@code 0755} is 493, {@code 1e3} is text. Values that JSON
 * lacks stay text: dates, infinity, keys of any type. Two equal keys and custom tags are refused.
 *
 * <p>Bounded: a text may become {@value #MAX_NODES} values, each alias counted with its whole content,
 * {@value #MAX_DEPTH} levels deep. Not safe for use by several threads.
 */
final class YamlReader {

    static final int MAX_NODES = 200_000;
    static final int MAX_DEPTH = 100;
    /** A line without content; {@code ...} alone is an error in PyYAML only. */
    private static final Pattern NOTHING = Pattern.compile("(\\s*|---\\s*|\\.\\.\\.\\s*)(#.*)?");

    private static final int MAX_CHARS = 32 << 20;

    private final String name;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String name) {
        this.name = name;
    }

    /** The document; a missing node when there is none or the text holds comments only. */
    static JsonNode read(String text, String name) throws SettingsException {
        if (text.lines().allMatch(line -> NOTHING.matcher(line).matches())) {
            return MissingNode.getInstance();
        }
        var reader = new YamlReader(name);
        try {
            @CheckForNull Node root = composer(text).getSingleNode();
            return root == null ? MissingNode.getInstance() : reader.value(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            // The problem of Composer and Scanner may quote a line of the text; its first line does not.
            throw reader.error(
                    mark, String.valueOf(e.getProblem()).lines().findFirst().orElse("syntax error"), e);
        } catch (YAMLException e) {
            throw reader.error(null, e.getMessage().lines().findFirst().orElse("syntax error"), e);
        }
    }

    private static Composer composer(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_NODES); // value() counts their content instead
        return new Composer(new ParserImpl(new StreamReader(text), options), new PyYamlResolver(), options);
    }

    private JsonNode value(Node node) throws SettingsException {
        nodes++;
        if (nodes > MAX_NODES) {
            throw error(node, "it has more than " + MAX_NODES + " values, counting what its aliases stand for");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!open.add(node)) {
            throw error(node, "an alias stands for what it is part of");
        }
        if (open.size() > MAX_DEPTH) {
            throw error(node, "it is nested more than " + MAX_DEPTH + " levels deep");
        }
        JsonNode value = node instanceof MappingNode mapping ? mapping(mapping) : sequence((SequenceNode) node);
        open.remove(node);
        return value;
    }

    private ArrayNode sequence(SequenceNode node) throws SettingsException {
        mustBe(node, Tag.SEQ);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node element : node.getValue()) {
            array.add(value(element));
        }
        return array;
    }

    private ObjectNode mapping(MappingNode node) throws SettingsException {
        mustBe(node, Tag.MAP);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : node.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(entry.getValueNode(), merged);
                continue;
            }
            String key = key(entry.getKeyNode());
            if (object.has(key)) {
                throw error(entry.getKeyNode(), "the key \"" + key + "\" is there twice");
            }
            object.set(key, value(entry.getValueNode()));
        }
        return merged.setAll(object);
    }

    /** Reads {@code <<: *one} or {@code <<: [*one, *two]}; the first value of a key wins. */
    private void merge(Node from, ObjectNode into) throws SettingsException {
        if (from instanceof SequenceNode list) {
            for (Node one : list.getValue()) {
                mergeOne(one, into);
            }
        } else {
            mergeOne(from, into);
        }
    }

    private void mergeOne(Node from, ObjectNode into) throws SettingsException {
        if (!(value(from) instanceof ObjectNode mapping)) {
            throw error(from, "<< takes a mapping or a list of mappings");
        }
        mapping.properties().forEach(entry -> into.putIfAbsent(entry.getKey(), entry.getValue()));
    }

    private String key(Node node) throws SettingsException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, "a key must be text");
    }

    private JsonNode scalar(ScalarNode node) throws SettingsException {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return WrittenScalar.bool(text);
        }
        if (tag.equals(Tag.INT)) {
            return number(node, WrittenScalar.integer(text));
        }
        if (tag.equals(Tag.FLOAT)) {
            return number(node, WrittenScalar.decimal(text));
        }
        if (!tag.equals(Tag.STR) && !tag.equals(Tag.TIMESTAMP) && !tag.equals(PyYamlResolver.VALUE)) {
            throw unknownTag(node);
        }
        return TextNode.valueOf(text);
    }

    private JsonNode number(ScalarNode node, @CheckForNull JsonNode number) throws SettingsException {
        if (number == null) {
            throw error(node, "not a number");
        }
        return number;
    }

    private void mustBe(Node node, Tag tag) throws SettingsException {
        if (!node.getTag().equals(tag)) {
            throw unknownTag(node);
        }
    }

    private SettingsException unknownTag(Node node) {
        return error(node, "the tag " + node.getTag().getValue() + " means nothing here");
    }

    private SettingsException error(Node node, String problem) {
        return error(node.getStartMark(), problem, null);
    }

    private SettingsException error(@CheckForNull Mark at, String problem, @CheckForNull Exception cause) {
        String place = at == null ? "" : ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1);
        return new SettingsException(name + place + ": not valid YAML: " + problem, cause);
    }
}
