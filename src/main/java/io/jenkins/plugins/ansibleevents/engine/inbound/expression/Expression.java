package io.jenkins.plugins.ansibleevents.engine.inbound.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A compiled CEL expression over {@link Facts}. CEL has no loops, no input and output and no side effects; list macros
 * are cut off after {@value #MAX_ITERATIONS} rounds, regular expressions are matched in linear time (RE2), and every
 * evaluation has a budget of time and size, so that no message and no expression keeps the others waiting. Numbers of
 * different types compare by value.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Expression {

    private static final int MAX_ITERATIONS = 100_000;

    /** A thousand times the time of an ordinary expression with an ordinary message. */
    private static final Duration MOST_TIME = Duration.ofSeconds(2);

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxParseRecursionDepth(64)
            .maxRegexProgramSize(1_000)
            .build();
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(BoundedTexts.OTHERS), CelExtensions.math(), CelExtensions.sets(OPTIONS))
            .addFunctionBindings(MessageFunctions.BINDINGS)
            .addFunctionBindings(BoundedTexts.BINDINGS)
            .build();

    private final String source;
    private final CelRuntime.Program program;
    private final CallWork work;

    private Expression(String source, CelRuntime.Program program, CallWork work) {
        this.work = work;
        this.source = source;
        this.program = program;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.math(), CelExtensions.sets(OPTIONS))
                .addFunctionDeclarations(MessageFunctions.DECLARATIONS);
        Facts.NAMES.forEach(name -> builder.addVar(name, name.equals("endpoint") ? SimpleType.STRING : SimpleType.DYN));
        return builder.build();
    }

    /**
     * Compiles an expression of any type.
     *
     * @throws ExpressionException with line, column and reason, for example {@code line 1, column 8: undeclared
     *     reference to 'paylod'}
     */
    public static Expression compile(String source) throws ExpressionException {
        return compile(source, null);
    }

    /** Compiles an expression that must be true or false. */
    static Expression compileCondition(String source) throws ExpressionException {
        return compile(source, SimpleType.BOOL);
    }

    private static Expression compile(String source, CelType wanted) throws ExpressionException {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(source).getAst();
            CelType type = tree.getResultType();
            if (wanted != null && !type.equals(wanted) && !type.equals(SimpleType.DYN)) {
                throw new ExpressionException("must be true or false, is of type " + type.name() + ": " + source);
            }
            return new Expression(source, RUNTIME.createProgram(tree), CallWork.of(tree));
        } catch (CelValidationException e) {
            throw new ExpressionException(places(e.getErrors()));
        } catch (CelEvaluationException e) {
            throw new ExpressionException("cannot be used: " + e.getMessage());
        }
    }

    private static String places(List<CelIssue> issues) {
        return issues.stream().map(Expression::place).collect(Collectors.joining("; "));
    }

    private static String place(CelIssue issue) {
        var at = issue.getSourceLocation();
        // CEL counts columns from 0, people from 1.
        return "line " + at.getLine() + ", column " + (at.getColumn() + 1) + ": " + issue.getMessage();
    }

    /** The parts of an expression. */
    static CelAbstractSyntaxTree tree(String source) throws ExpressionException {
        try {
            return COMPILER.compile(source).getAst();
        } catch (CelValidationException e) {
            throw new ExpressionException(places(e.getErrors()));
        }
    }

    /**
     * The value for these facts.
     *
     * @throws ExpressionException when there is none, for example because a field is missing
     */
    public JsonNode value(Facts facts) throws ExpressionException {
        Object value = evaluate(facts);
        try {
            return CelJson.toJson(value);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw ExpressionException.tooCostly(source + ": makes a value that memory does not hold");
        }
    }

    Object evaluate(Facts facts) throws ExpressionException {
        return evaluate(facts, MOST_TIME);
    }

    Object evaluate(Facts facts, Duration most) throws ExpressionException {
        var budget = new EvaluationBudget(most, work.evaluation());
        try {
            return program.trace(facts.values(), budget);
        } catch (CelEvaluationException | RuntimeException e) {
            throw failure(budget, e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw ExpressionException.tooCostly(source + ": needs more memory than there is");
        }
    }

    private ExpressionException failure(EvaluationBudget budget, Exception e) {
        if (!budget.exceeded().isEmpty()) {
            return ExpressionException.tooCostly(source + ": " + budget.exceeded());
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EvaluationBudget.Exceeded) {
                return ExpressionException.tooCostly(source + ": " + cause.getMessage());
            }
        }
        return new ExpressionException(source + ": " + e.getMessage());
    }

    /** What was compiled. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
