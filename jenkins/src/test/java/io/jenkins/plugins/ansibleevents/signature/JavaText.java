package io.jenkins.plugins.ansibleevents.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Prints signatures as Java: the real modifiers, names and types, and bodies that only throw. */
final class JavaText {

    private static final String BODY = "{ throw new AssertionError(); }\n";
    private static final Set<Modifier> KEPT =
            Set.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    private static final List<String> META = List.of("java.lang.annotation.", "net.java.sezpoz.", "org.jvnet.hudson.");

    /** The packages that both builds have: the JDK's, and Guava's by one of our libraries. */
    private static final List<String> LIBRARIES = List.of("java.", "com.google.common.");

    private final UsedMembers used;

    JavaText(UsedMembers used) {
        this.used = used;
    }

    /** 0 for public up to 3 for private. */
    static int closedness(Element element) {
        Set<Modifier> modifiers = element.getModifiers();
        if (modifiers.contains(Modifier.PUBLIC)) {
            return 0;
        }
        if (modifiers.contains(Modifier.PROTECTED)) {
            return 1;
        }
        return modifiers.contains(Modifier.PRIVATE) ? 3 : 2;
    }

    String compilationUnit(TypeElement type) {
        return "package " + used.elements().getPackageOf(type).getQualifiedName() + ";\n\n"
                + "@SuppressWarnings({\"cast\", \"deprecation\", \"overloads\", \"overrides\", \"rawtypes\", \"removal\","
                + " \"static\", \"try\", \"unchecked\", \"varargs\"})\n"
                + type(type, "");
    }

    private String type(TypeElement type, String indent) {
        var text = new StringBuilder(annotations(type, indent)).append(indent).append(head(type));
        text.append(" {\n");
        String inner = indent + "    ";
        if (type.getKind() == ElementKind.ENUM) {
            text.append(inner).append(enumConstants(type)).append(";\n");
        }
        for (Element member : type.getEnclosedElements()) {
            if (used.contains(member) && member.getKind() != ElementKind.ENUM_CONSTANT) {
                text.append(member(member, inner));
            }
        }
        return text.append(indent).append("}\n").toString();
    }

    private static String enumConstants(TypeElement type) {
        return type.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .map(e -> e.getSimpleName().toString())
                .collect(Collectors.joining(", "));
    }

    private String member(Element member, String indent) {
        return switch (member.getKind()) {
            case METHOD, CONSTRUCTOR -> indent + executable((ExecutableElement) member);
            case FIELD -> indent + field((VariableElement) member);
            default -> type((TypeElement) member, indent);
        };
    }

    private String head(TypeElement type) {
        String keyword =
                switch (type.getKind()) {
                    case INTERFACE -> "interface ";
                    case ANNOTATION_TYPE -> "@interface ";
                    case ENUM -> "enum ";
                    case CLASS -> "class ";
                    default -> throw new IllegalStateException(type + ": no signature for a " + type.getKind());
                };
        var text = new StringBuilder(modifiers(type)).append(keyword).append(type.getSimpleName());
        text.append(typeParameters(type.getTypeParameters()));
        if (type.getKind() == ElementKind.ANNOTATION_TYPE) {
            return text.toString();
        }
        if (type.getKind() == ElementKind.CLASS && known(type.getSuperclass())) {
            text.append(" extends ").append(name(type.getSuperclass()));
        }
        List<String> interfaces = type.getInterfaces().stream()
                .filter(this::known)
                .map(this::name)
                .toList();
        if (!interfaces.isEmpty()) {
            text.append(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ");
            text.append(String.join(", ", interfaces));
        }
        return text.toString();
    }

    private String modifiers(Element element) {
        boolean inInterface = element.getEnclosingElement() instanceof TypeElement outer
                && outer.getKind().isInterface();
        var words = new ArrayList<String>();
        for (Modifier modifier : element.getModifiers()) {
            boolean plainClass = element.getKind() == ElementKind.CLASS || element instanceof ExecutableElement;
            boolean keep = KEPT.contains(modifier) && !(inInterface && modifier == Modifier.PUBLIC);
            keep &= element.getKind() != ElementKind.ENUM || modifier != Modifier.FINAL;
            keep |= modifier == Modifier.ABSTRACT && plainClass && !inInterface;
            keep |= modifier == Modifier.DEFAULT;
            if (keep) {
                words.add(modifier.toString());
            }
        }
        return words.isEmpty() ? "" : String.join(" ", words) + " ";
    }

    private String executable(ExecutableElement method) {
        var owner = (TypeElement) method.getEnclosingElement();
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        var text = new StringBuilder(modifiers(method));
        String generics = typeParameters(method.getTypeParameters());
        text.append(generics.isEmpty() ? "" : generics + " ");
        text.append(constructor ? owner.getSimpleName() : name(method.getReturnType()) + " " + method.getSimpleName());
        text.append('(').append(parameters(method)).append(')');
        if (!method.getThrownTypes().isEmpty()) {
            text.append(
                    method.getThrownTypes().stream().map(this::name).collect(Collectors.joining(", ", " throws ", "")));
        }
        if (owner.getKind() == ElementKind.ANNOTATION_TYPE) {
            AnnotationValue absent = method.getDefaultValue();
            return text + (absent == null ? "" : " default " + value(absent)) + ";\n";
        }
        if (method.getModifiers().contains(Modifier.ABSTRACT)) {
            return text + ";\n";
        }
        return text + " " + (constructor ? constructorBody(owner) : BODY);
    }

    private String parameters(ExecutableElement method) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            String type = name(parameter.asType());
            boolean varargs = method.isVarArgs() && i == method.getParameters().size() - 1;
            parts.add((varargs ? type.substring(0, type.length() - 2) + "..." : type) + " a" + i);
        }
        return String.join(", ", parts);
    }

    private String constructorBody(TypeElement owner) {
        TypeMirror parent = owner.getSuperclass();
        var element = (TypeElement) used.types().asElement(parent);
        if (!UsedMembers.isSignature(element)) {
            boolean plain = ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                    .anyMatch(c -> c.getParameters().isEmpty() && closedness(c) < 2);
            return plain
                    ? BODY
                    : "{ super(" + nulls(used.anyConstructor(element)) + "); throw new AssertionError(); }\n";
        }
        return "{ super(" + nulls(used.anyConstructor(element)) + "); throw new AssertionError(); }\n";
    }

    private String nulls(ExecutableElement constructor) {
        return constructor.getParameters().stream()
                .map(VariableElement::asType)
                .map(type -> type.getKind() == TypeKind.TYPEVAR ? "null" : cast(type) + zero(type))
                .collect(Collectors.joining(", "));
    }

    private String cast(TypeMirror type) {
        return "(" + name(used.types().erasure(type)) + ") ";
    }

    private static String zero(TypeMirror type) {
        if (type.getKind() == TypeKind.BOOLEAN) {
            return "false";
        }
        return type.getKind().isPrimitive() ? "0" : "null";
    }

    private String field(VariableElement field) {
        Object constant = field.getConstantValue();
        String value =
                constant == null ? notConstant(field.asType()) : used.elements().getConstantExpression(constant);
        return modifiers(field) + name(field.asType()) + " " + field.getSimpleName() + " = " + value + ";\n";
    }

    /** Nothing that a reader of bytecode could take for null. */
    private String notConstant(TypeMirror type) {
        return type.getKind().isPrimitive() ? zero(type) : "java.util.List.<" + name(type) + ">of().get(0)";
    }

    private String typeParameters(List<? extends TypeParameterElement> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        return parameters.stream().map(this::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private String typeParameter(TypeParameterElement parameter) {
        List<String> bounds = parameter.getBounds().stream()
                .map(this::name)
                .filter(b -> !b.equals("java.lang.Object"))
                .toList();
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds));
    }

    private boolean known(TypeMirror type) {
        if (!(type instanceof DeclaredType declared) || type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        var element = (TypeElement) declared.asElement();
        String name = element.getQualifiedName().toString();
        boolean library = LIBRARIES.stream().anyMatch(name::startsWith) && !name.equals("java.lang.Object");
        return used.contains(element) || library;
    }

    private String name(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return name(array.getComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() != null) {
                return "? extends " + name(wildcard.getExtendsBound());
            }
            return wildcard.getSuperBound() == null ? "?" : "? super " + name(wildcard.getSuperBound());
        }
        if (type instanceof IntersectionType intersection) {
            return intersection.getBounds().stream().map(this::name).collect(Collectors.joining(" & "));
        }
        if (type instanceof DeclaredType declared) {
            String arguments = declared.getTypeArguments().isEmpty()
                    ? ""
                    : declared.getTypeArguments().stream().map(this::name).collect(Collectors.joining(", ", "<", ">"));
            return ((TypeElement) declared.asElement()).getQualifiedName() + arguments;
        }
        return type.toString();
    }

    private String annotations(TypeElement type, String indent) {
        if (type.getKind() != ElementKind.ANNOTATION_TYPE) {
            return "";
        }
        return type.getAnnotationMirrors().stream()
                .filter(a -> META.stream().anyMatch(name(a.getAnnotationType())::startsWith))
                .map(a -> indent + annotation(a) + "\n")
                .collect(Collectors.joining());
    }

    private String annotation(AnnotationMirror annotation) {
        return "@" + name(annotation.getAnnotationType())
                + annotation.getElementValues().entrySet().stream()
                        .map(e -> e.getKey().getSimpleName() + " = " + value(e.getValue()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private String value(AnnotationValue value) {
        return value.accept(
                new SimpleAnnotationValueVisitor14<String, Void>() {
                    @Override
                    protected String defaultAction(Object constant, Void nothing) {
                        return used.elements().getConstantExpression(constant);
                    }

                    @Override
                    public String visitType(TypeMirror type, Void nothing) {
                        return name(used.types().erasure(type)) + ".class";
                    }

                    @Override
                    public String visitEnumConstant(VariableElement constant, Void nothing) {
                        return name(constant.asType()) + "." + constant.getSimpleName();
                    }

                    @Override
                    public String visitAnnotation(AnnotationMirror nested, Void nothing) {
                        return annotation(nested);
                    }

                    @Override
                    public String visitArray(List<? extends AnnotationValue> values, Void nothing) {
                        return values.stream().map(JavaText.this::value).collect(Collectors.joining(", ", "{", "}"));
                    }
                },
                null);
    }
}
