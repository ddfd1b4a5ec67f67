package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import io.jenkins.plugins.ansibleevents.engine.inbound.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions for messages, beyond CEL's own:
 *
 * <ul>
 * <li>{@code host(text)}: the host in an address as monitoring writes it, {@code web1:9100}, {@code
 * [2001:db8::1]:9100},
 * {@code https://web1/metrics}; a text that is a host already stays as it is. It only takes away: what it leaves is
 *       checked like every other host name.
 *   <li>{@code json(text)}: the JSON in a text, for senders that wrap theirs in a message of their own (Amazon SNS).
 * </ul>
 */
final class MessageFunctions {

    static final List<CelFunctionDecl> DECLARATIONS = List.of(
            CelFunctionDecl.newFunctionDeclaration(
                    "host", CelOverloadDecl.newGlobalOverload("host_string", SimpleType.STRING, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                    "json", CelOverloadDecl.newGlobalOverload("json_string", SimpleType.DYN, SimpleType.STRING)));

    static final List<CelFunctionBinding> BINDINGS = List.of(
            CelFunctionBinding.from("host_string", String.class, MessageFunctions::host),
            CelFunctionBinding.from("json_string", String.class, MessageFunctions::json));

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]*).*");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)](?::\\d*)?");
    private static final Pattern PORT = Pattern.compile("([^:]*):\\d*");

    private MessageFunctions() {}

    static String host(String text) {
        String authority = part(URL, text.strip());
        String bare = part(BRACKETS, authority);
        return bare.equals(authority) ? part(PORT, authority) : bare;
    }

    private static String part(Pattern form, String text) {
        Matcher match = form.matcher(text);
        return match.matches() ? match.group(1) : text;
    }

    private static Object json(String text) throws CelEvaluationException {
        try {
            return CelJson.fromJson(StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (StrictJson.MalformedJson e) {
            throw CelEvaluationExceptionBuilder.newBuilder("json(): " + e.getMessage())
                    .build();
        }
    }
}
