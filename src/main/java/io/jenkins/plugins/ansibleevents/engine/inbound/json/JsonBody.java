package io.jenkins.plugins.ansibleevents.engine.inbound.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson.MalformedJson;
import io.jenkins.plugins.ansibleevents.engine.inbound.request.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The JSON in a body. It stands there as it is, after a byte order mark perhaps, or in a form: in its one field {@code
 * payload} (GitHub, Travis CI, Slack's buttons), or as the fields themselves (Slack's commands, Datadog's "encode as
 * form"), which become an object of texts. A body that is called a form but begins as JSON does is JSON: curl's {@code
 * -d} says so of everything.
 */
public final class JsonBody {

    private static final String PAYLOAD = "payload";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonBody() {}

    /**
     * Finds the JSON; whether it is well-formed is not looked at.
     *
     * @param body the raw bytes
     * @param form whether the sender calls them a form
     */
    public static byte[] unwrap(byte[] body, boolean form) throws MalformedJson {
        byte[] text = withoutMark(body);
        return form && !beginsAsJson(text) ? ofForm(text) : text;
    }

    static byte[] withoutMark(byte[] bytes) {
        boolean marked = bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length) : bytes;
    }

    private static boolean beginsAsJson(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private static byte[] ofForm(byte[] body) throws MalformedJson {
        FormFields form = fields(body);
        Optional<String> payload = form.only(PAYLOAD);
        String json = payload.isPresent() ? payload.get() : object(form).toString();
        return withoutMark(json.getBytes(StandardCharsets.UTF_8));
    }

    private static FormFields fields(byte[] body) throws MalformedJson {
        try {
            FormFields form = FormFields.parse(new String(body, StandardCharsets.ISO_8859_1));
            if (form.fields().isEmpty()) {
                throw new MalformedJson("the form is empty");
            }
            return form;
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("the form cannot be read: " + e.getMessage());
        }
    }

    private static ObjectNode object(FormFields form) throws MalformedJson {
        var object = JsonNodeFactory.instance.objectNode();
        for (FormFields.Field field : form.fields()) {
            if (object.has(field.name())) {
                throw new MalformedJson("a field of the form comes more than once");
            }
            object.put(field.name(), field.value());
        }
        return object;
    }
}
