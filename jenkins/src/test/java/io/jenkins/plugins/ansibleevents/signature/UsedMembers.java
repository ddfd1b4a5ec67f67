package io.jenkins.plugins.ansibleevents.signature;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The types and members of Jenkins that sources name, closed under what the compiler needs to accept them. */
final class UsedMembers {

    private static final List<String> ROOTS = List.of(
            "hudson.",
            "jenkins.",
            "org.kohsuke.",
            "org.jenkinsci.",
            "com.cloudbees.",
            "com.thoughtworks.xstream.",
            "jakarta.servlet.",
            "net.sf.json.",
            "org.jvnet.hudson.reactor.",
            "org.springframework.",
            "io.jenkins.");
    private static final String OWN = "io.jenkins.plugins.ansibleevents.";

    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final Set<TypeElement> used = new LinkedHashSet<>();
    private final Set<Element> members = new LinkedHashSet<>();
    private final Set<TypeElement> ownTypes = new LinkedHashSet<>();

    UsedMembers(Trees trees, Elements elements, Types types) {
        this.trees = trees;
        this.elements = elements;
        this.types = types;
    }

    static boolean isSignature(TypeElement type) {
        String name = type.getQualifiedName().toString();
        return !name.startsWith(OWN) && ROOTS.stream().anyMatch(name::startsWith);
    }

    Elements elements() {
        return elements;
    }

    Types types() {
        return types;
    }

    boolean contains(Element member) {
        return members.contains(member) || used.contains(member);
    }

    List<TypeElement> topLevelTypes() {
        return used.stream()
                .filter(t -> t.getEnclosingElement().getKind() == ElementKind.PACKAGE)
                .sorted(Comparator.comparing(t -> t.getQualifiedName().toString()))
                .toList();
    }

    void read(CompilationUnitTree unit) {
        new Scanner().scan(unit, null);
    }

    /** Adds until nothing is missing: supertypes, types in signatures, constructors, bodies of abstract methods. */
    void close() {
        int before;
        do {
            before = used.size() + members.size();
            List.copyOf(used).forEach(this::closeType);
            List.copyOf(ownTypes).forEach(this::implementAbstract);
        } while (before != used.size() + members.size());
    }

    private void closeType(TypeElement type) {
        addSupertypes(type);
        if (type.getKind() == ElementKind.ANNOTATION_TYPE) {
            ElementFilter.methodsIn(type.getEnclosedElements()).forEach(this::add);
            return;
        }
        if (type.getKind() == ElementKind.ENUM) {
            type.getEnclosedElements().stream()
                    .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                    .forEach(members::add);
            return;
        }
        if (type.getKind() == ElementKind.CLASS) {
            add(anyConstructor(type));
        }
        implementAbstract(type);
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(m -> m.getSimpleName().contentEquals("close")
                        && m.getParameters().isEmpty())
                .filter(m -> types.isAssignable(
                        types.erasure(type.asType()),
                        elements.getTypeElement("java.lang.AutoCloseable").asType()))
                .forEach(this::add);
    }

    private void addSupertypes(TypeElement type) {
        addType(type.getSuperclass());
        type.getInterfaces().forEach(this::addType);
        type.getTypeParameters().forEach(this::addBounds);
        if (type.getEnclosingElement() instanceof TypeElement outer) {
            used.add(outer);
        }
    }

    private void addBounds(TypeParameterElement parameter) {
        parameter.getBounds().forEach(this::addType);
    }

    /** The constructor that a subclass, or the compiler, calls: the shortest that is not private. */
    ExecutableElement anyConstructor(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .min(Comparator.<ExecutableElement>comparingInt(JavaText::closedness)
                        .thenComparing(c -> c.getParameters().size()))
                .orElseThrow(() -> new IllegalStateException(type + " has no constructor"));
    }

    private void implementAbstract(TypeElement type) {
        if (type.getKind() != ElementKind.CLASS || type.getModifiers().contains(Modifier.ABSTRACT)) {
            return;
        }
        var all = ElementFilter.methodsIn(elements.getAllMembers(type));
        for (TypeElement parent : supertypes(type)) {
            for (ExecutableElement method : ElementFilter.methodsIn(parent.getEnclosedElements())) {
                boolean must = method.getModifiers().contains(Modifier.ABSTRACT)
                        && (!isSignature(parent) || members.contains(method));
                if (must) {
                    all.stream()
                            .filter(m -> !m.getModifiers().contains(Modifier.ABSTRACT))
                            .filter(m -> elements.overrides(m, method, type))
                            .forEach(this::add);
                }
            }
        }
    }

    private Set<TypeElement> supertypes(TypeElement type) {
        var result = new LinkedHashSet<TypeElement>();
        var todo = new ArrayList<TypeMirror>(types.directSupertypes(type.asType()));
        while (!todo.isEmpty()) {
            TypeMirror next = todo.remove(0);
            if (next instanceof DeclaredType declared && result.add((TypeElement) declared.asElement())) {
                todo.addAll(types.directSupertypes(next));
            }
        }
        return result;
    }

    private void add(Element element) {
        if (element instanceof TypeElement type) {
            addType(type.asType());
            return;
        }
        if (!(element.getEnclosingElement() instanceof TypeElement owner) || !isSignature(owner)) {
            return;
        }
        used.add(owner);
        boolean synthetic = element.getKind() == ElementKind.ENUM_CONSTANT
                || owner.getKind() == ElementKind.ENUM
                        && List.of("values", "valueOf")
                                .contains(element.getSimpleName().toString());
        if (synthetic || !members.add(element)) {
            return;
        }
        if (element instanceof ExecutableElement method) {
            addType(method.getReturnType());
            method.getParameters().forEach(p -> addType(p.asType()));
            method.getThrownTypes().forEach(this::addType);
            method.getTypeParameters().forEach(this::addBounds);
            return;
        }
        addType(element.asType());
    }

    private void addType(TypeMirror type) {
        if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
            var element = (TypeElement) declared.asElement();
            if (isSignature(element)) {
                used.add(element);
            }
            declared.getTypeArguments().forEach(this::addType);
        } else if (type instanceof ArrayType array) {
            addType(array.getComponentType());
        } else if (type instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() != null) {
                addType(wildcard.getExtendsBound());
            }
            if (wildcard.getSuperBound() != null) {
                addType(wildcard.getSuperBound());
            }
        } else if (type instanceof IntersectionType intersection) {
            intersection.getBounds().forEach(this::addType);
        } else if (type instanceof TypeVariable) {
            return; // its bounds come with the declaration
        }
    }

    /** Looks up every tree of a compilation unit. */
    private final class Scanner extends TreePathScanner<Void, Void> {

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (tree != null && getCurrentPath() != null) {
                look(new TreePath(getCurrentPath(), tree));
            }
            return super.scan(tree, nothing);
        }

        private void look(TreePath path) {
            Element element = trees.getElement(path);
            if (element != null) {
                add(element);
            }
            TypeMirror type = trees.getTypeMirror(path);
            if (type != null) {
                addType(type);
            }
            Tree tree = path.getLeaf();
            if (element instanceof TypeElement own
                    && !isSignature(own)
                    && tree.getKind().asInterface() != null) {
                ownTypes.add(own);
            }
            if ((tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree)
                    && type instanceof DeclaredType functional) {
                addAbstract((TypeElement) functional.asElement());
            }
            if (tree instanceof MethodTree && element instanceof ExecutableElement method) {
                addOverridden(method);
            }
        }

        private void addAbstract(TypeElement functional) {
            ElementFilter.methodsIn(elements.getAllMembers(functional)).stream()
                    .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
                    .forEach(UsedMembers.this::add);
        }

        private void addOverridden(ExecutableElement method) {
            var type = (TypeElement) method.getEnclosingElement();
            for (TypeElement parent : supertypes(type)) {
                ElementFilter.methodsIn(parent.getEnclosedElements()).stream()
                        .filter(m -> elements.overrides(method, m, type))
                        .forEach(UsedMembers.this::add);
            }
        }
    }
}
