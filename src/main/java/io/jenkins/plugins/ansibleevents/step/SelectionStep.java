package io.jenkins.plugins.ansibleevents.step;

import org.kohsuke.stapler.DataBoundSetter;

/** The Pipeline's side of {@link SelectionOptions}. */
public abstract class SelectionStep extends ConnectionStep {

    SelectionStep(AnsibleRunBuilder options) {
        super(options);
    }

    public String getInventory() {
        return options.getInventory();
    }

    @DataBoundSetter
    public void setInventory(String inventory) {
        options.setInventory(inventory);
    }

    public String getInventoryContent() {
        return options.getInventoryContent();
    }

    @DataBoundSetter
    public void setInventoryContent(String inventoryContent) {
        options.setInventoryContent(inventoryContent);
    }

    public boolean isDynamicInventory() {
        return options.isDynamicInventory();
    }

    @DataBoundSetter
    public void setDynamicInventory(boolean dynamicInventory) {
        options.setDynamicInventory(dynamicInventory);
    }

    public String getLimit() {
        return options.getLimit();
    }

    @DataBoundSetter
    public void setLimit(String limit) {
        options.setLimit(limit);
    }

    public String getTags() {
        return options.getTags();
    }

    @DataBoundSetter
    public void setTags(String tags) {
        options.setTags(tags);
    }

    public String getSkippedTags() {
        return options.getSkippedTags();
    }

    @DataBoundSetter
    public void setSkippedTags(String skippedTags) {
        options.setSkippedTags(skippedTags);
    }

    public String getStartAtTask() {
        return options.getStartAtTask();
    }

    @DataBoundSetter
    public void setStartAtTask(String startAtTask) {
        options.setStartAtTask(startAtTask);
    }

    public int getForks() {
        return options.getForks();
    }

    @DataBoundSetter
    public void setForks(int forks) {
        options.setForks(forks);
    }
}
