package io.jenkins.plugins.ansibleevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ansibleevents", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.ansibleevents";
    private static final String ENGINE = ROOT + ".engine";

    @ArchTest
    static final ArchRule engineAndCommandLineKnowNothingOfJenkins = noClasses()
            .that()
            .resideInAnyPackage(ENGINE + "..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    "jakarta.servlet..",
                    "com.thoughtworks..");

    @ArchTest
    static final ArchRule engineKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage(ENGINE + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".cli..",
                    ROOT + ".access..",
                    ROOT + ".step..",
                    ROOT + ".agent..",
                    ROOT + ".build..",
                    ROOT + ".console..",
                    ROOT + ".emitter..",
                    ROOT + ".webhook..",
                    ROOT + ".config..",
                    "picocli..");

    @ArchTest
    static final ArchRule secretsStandAlone = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".secret..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE + ".event..",
                    ENGINE + ".playbook..",
                    ENGINE + ".runner..",
                    ENGINE + ".artifact..",
                    ENGINE + ".store..",
                    ENGINE + ".emit..",
                    ENGINE + ".inbound..",
                    ENGINE + ".settings..");

    @ArchTest
    static final ArchRule eventsKnowOnlySecrets = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE + ".playbook..",
                    ENGINE + ".runner..",
                    ENGINE + ".artifact..",
                    ENGINE + ".store..",
                    ENGINE + ".emit..",
                    ENGINE + ".inbound..",
                    ENGINE + ".settings..");

    @ArchTest
    static final ArchRule runnerKnowsNoEmitterAndNoArtifactLayout = noClasses()
            .that()
            .resideInAnyPackage(ENGINE + ".playbook..", ENGINE + ".runner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".artifact..", ENGINE + ".store..", ENGINE + ".emit..", ENGINE + ".inbound..");

    @ArchTest
    static final ArchRule artifactsKnowEventsOnly = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".artifact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".store..", ENGINE + ".emit..", ENGINE + ".inbound..");

    @ArchTest
    static final ArchRule storeStandsAlone = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE + ".event..",
                    ENGINE + ".playbook..",
                    ENGINE + ".runner..",
                    ENGINE + ".artifact..",
                    ENGINE + ".emit..",
                    ENGINE + ".inbound..");

    @ArchTest
    static final ArchRule emittersAreNotRunnersAndNotReceivers = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".emit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".playbook..", ENGINE + ".runner..", ENGINE + ".inbound..");

    @ArchTest
    static final ArchRule emittersDoNotKnowEachOther = slices().matching(ENGINE + ".emit.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule queuesDoNotKnowEachOther = slices().matching(ENGINE + ".inbound.queue.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule inboundKnowsNoRunnerAndNoEmitter = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".inbound..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE + ".playbook..", ENGINE + ".runner..", ENGINE + ".artifact..", ENGINE + ".emit..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule zeroMqOnlyInItsEmitter = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".emit.zeromq..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.zeromq..");

    @ArchTest
    static final ArchRule httpServerOnlyBehindServe = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cli.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule storeEngineOnlyInStore = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule noDrawers = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..");

    @ArchTest
    static final ArchRule accessKnowsNoOtherGlue = noClasses()
            .that()
            .resideInAPackage(ROOT + ".access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".step..",
                    ROOT + ".agent..",
                    ROOT + ".build..",
                    ROOT + ".console..",
                    ROOT + ".emitter..",
                    ROOT + ".webhook..",
                    ROOT + ".config..");

    @ArchTest
    static final ArchRule agentKnowsNoOtherGlueButAccess = noClasses()
            .that()
            .resideInAPackage(ROOT + ".agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".step..",
                    ROOT + ".build..",
                    ROOT + ".console..",
                    ROOT + ".emitter..",
                    ROOT + ".webhook..",
                    ROOT + ".config..");

    @ArchTest
    static final ArchRule buildsKnowNeitherStepsNorEmittersNorWebhooks = noClasses()
            .that()
            .resideInAPackage(ROOT + ".build..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".step..",
                    ROOT + ".agent..",
                    ROOT + ".console..",
                    ROOT + ".emitter..",
                    ROOT + ".webhook..",
                    ROOT + ".config..");

    @ArchTest
    static final ArchRule emittersInJenkinsKnowNoStepsAndNoWebhooks = noClasses()
            .that()
            .resideInAPackage(ROOT + ".emitter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".step..", ROOT + ".agent..", ROOT + ".webhook..", ROOT + ".config..");

    @ArchTest
    static final ArchRule webhooksInJenkinsKnowNoRunsAndNoEmitters = noClasses()
            .that()
            .resideInAPackage(ROOT + ".webhook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".step..", ROOT + ".agent..", ROOT + ".build..", ROOT + ".console..", ROOT + ".emitter..");
}
