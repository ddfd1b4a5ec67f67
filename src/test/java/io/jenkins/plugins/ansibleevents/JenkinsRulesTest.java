package io.jenkins.plugins.ansibleevents;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.model.AdministrativeMonitor;
import hudson.model.Descriptor;
import hudson.model.ManagementLink;
import hudson.util.Secret;
import io.jenkins.plugins.ansibleevents.access.OutboundPolicy;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunInfo;
import io.jenkins.plugins.ansibleevents.build.PlaybookRunListener;
import io.jenkins.plugins.ansibleevents.build.RunSummary;
import io.jenkins.plugins.ansibleevents.emitter.EmitterConfig;
import io.jenkins.plugins.ansibleevents.emitter.EmitterCredentials;
import io.jenkins.plugins.ansibleevents.emitter.EmitterDescriptor;
import io.jenkins.plugins.ansibleevents.step.AnsibleRunBuilder;
import io.jenkins.plugins.ansibleevents.step.moved.AnsibleAdHocCommandBuilder;
import io.jenkins.plugins.ansibleevents.step.moved.AnsiblePlaybookBuilder;
import io.jenkins.plugins.ansibleevents.step.moved.AnsibleVaultBuilder;
import io.jenkins.plugins.ansibleevents.webhook.authentication.WebhookAuthentication;
import io.jenkins.plugins.ansibleevents.webhook.queue.QueueConfig;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;

/** The rules of Jenkins for every plugin, as far as they can be checked in the classes. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ansibleevents", importOptions = ImportOption.DoNotIncludeTests.class)
class JenkinsRulesTest {

    private static final String ROOT = "io.jenkins.plugins.ansibleevents";

    /** The types that another plugin extends or gets. Whoever adds one writes it here, on purpose. */
    private static final Set<String> FOR_OTHER_PLUGINS = Set.of(
            EmitterConfig.class.getName(),
            EmitterCredentials.class.getName(),
            EmitterDescriptor.class.getName(),
            OutboundPolicy.class.getName(),
            PlaybookRunInfo.class.getName(),
            PlaybookRunListener.class.getName(),
            QueueConfig.class.getName(),
            RunSummary.class.getName(),
            WebhookAuthentication.class.getName());

    /**
     * A symbol of a build step would be a second step in Pipelines, beside {@code ansibleRun} and beside the steps that have
     * moved here from another plugin.
     */
    private static final Set<String> WITHOUT_SYMBOL = Set.of(
            AnsibleRunBuilder.DescriptorImpl.class.getName(),
            AnsibleAdHocCommandBuilder.DescriptorImpl.class.getName(),
            AnsiblePlaybookBuilder.DescriptorImpl.class.getName(),
            AnsibleVaultBuilder.DescriptorImpl.class.getName());

    private static final DescribedPredicate<JavaClass> ARE_FOR_OTHER_PLUGINS =
            describe("are for other plugins", type -> FOR_OTHER_PLUGINS.contains(type.getName()));

    @ArchTest
    static final ArchRule publicTypesOfTheGlueAreForOtherPluginsOrSayThatTheyAreNot = classes()
            .that()
            .resideOutsideOfPackages(ROOT + ".engine..", ROOT + ".cli..")
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .and()
            .haveSimpleNameNotEndingWith("Messages")
            .and(not(ARE_FOR_OTHER_PLUGINS))
            .should()
            .beAnnotatedWith(Restricted.class);

    @ArchTest
    static final ArchRule whatConfigurationAsCodeAndPipelinesCanNameHasASymbol = classes()
            .that()
            .areAssignableTo(Descriptor.class)
            .or()
            .areAssignableTo(ManagementLink.class)
            .or()
            .areAssignableTo(AdministrativeMonitor.class)
            .should(haveASymbol());

    @ArchTest
    static final ArchRule constructorsDoNotLoad = noConstructors().should(callLoad());

    @ArchTest
    static final ArchRule credentialsAreLookedUpInOnePlaceWhereTheirUseIsTracked = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".access..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CredentialsProvider.class);

    @ArchTest
    static final ArchRule secretsAreNeverReturnedAsText =
            noMethods().that().haveRawReturnType(String.class).should(readASecret());

    private static ArchCondition<JavaClass> haveASymbol() {
        return new ArchCondition<>("have a symbol") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean named = type.isAnnotatedWith(Symbol.class)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.isAssignableTo(StepDescriptor.class)
                        || WITHOUT_SYMBOL.contains(type.getName())
                        || !type.getPackageName().startsWith(ROOT);
                events.add(new SimpleConditionEvent(type, named, type.getName() + " has no @Symbol"));
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> readASecret() {
        return new ArchCondition<>("read a secret of Jenkins") {
            @Override
            public void check(JavaCodeUnit method, ConditionEvents events) {
                boolean reads = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Secret.class)
                                && !call.getTarget().getName().equals("fromString"));
                events.add(new SimpleConditionEvent(method, reads, method.getFullName() + " reads a secret"));
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> callLoad() {
        return new ArchCondition<>("call load()") {
            @Override
            public void check(JavaCodeUnit constructor, ConditionEvents events) {
                boolean loads = constructor.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getName().equals("load")
                                && call.getTargetOwner().isAssignableTo(Descriptor.class));
                events.add(new SimpleConditionEvent(constructor, loads, constructor.getFullName() + " calls load()"));
            }
        };
    }
}
