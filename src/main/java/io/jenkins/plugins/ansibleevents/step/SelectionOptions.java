package io.jenkins.plugins.ansibleevents.step;

import org.kohsuke.stapler.DataBoundSetter;

/** Which hosts and which tasks: the part of {@link PlaybookOptions} that says what is touched. */
public abstract class SelectionOptions extends ConnectionOptions {

    private String inventory = "";
    private String inventoryContent = "";
    private boolean dynamicInventory;
    private String limit = "";
    private String tags = "";
    private String skippedTags = "";
    private String startAtTask = "";
    private int forks;

    public String getInventory() {
        return inventory;
    }

    /** Sets files, directories or host lists with commas, one on a line. */
    @DataBoundSetter
    public void setInventory(String inventory) {
        this.inventory = Texts.orEmpty(inventory);
    }

    public String getInventoryContent() {
        return inventoryContent;
    }

    /** Sets an inventory as text. */
    @DataBoundSetter
    public void setInventoryContent(String inventoryContent) {
        this.inventoryContent = Texts.orEmpty(inventoryContent);
    }

    public boolean isDynamicInventory() {
        return dynamicInventory;
    }

    /** Sets whether {@code inventoryContent} is a program that prints the inventory. */
    @DataBoundSetter
    public void setDynamicInventory(boolean dynamicInventory) {
        this.dynamicInventory = dynamicInventory;
    }

    public String getLimit() {
        return limit;
    }

    /** Sets a host pattern. */
    @DataBoundSetter
    public void setLimit(String limit) {
        this.limit = Texts.orEmpty(limit);
    }

    public String getTags() {
        return tags;
    }

    /** Sets run only tasks with these, commas between. */
    @DataBoundSetter
    public void setTags(String tags) {
        this.tags = Texts.orEmpty(tags);
    }

    public String getSkippedTags() {
        return skippedTags;
    }

    /** Sets run no task with these, commas between. */
    @DataBoundSetter
    public void setSkippedTags(String skippedTags) {
        this.skippedTags = Texts.orEmpty(skippedTags);
    }

    public String getStartAtTask() {
        return startAtTask;
    }

    /** Sets the name of the first task. */
    @DataBoundSetter
    public void setStartAtTask(String startAtTask) {
        this.startAtTask = Texts.orEmpty(startAtTask);
    }

    public int getForks() {
        return forks;
    }

    /** Sets hosts at a time; 0 leaves Ansible's setting. */
    @DataBoundSetter
    public void setForks(int forks) {
        this.forks = forks;
    }

    /** Gives fields their defaults that a saved job does not have, because it is older or written by hand. */
    final void completeSelection() {
        setInventory(inventory);
        setInventoryContent(inventoryContent);
        setLimit(limit);
        setTags(tags);
        setSkippedTags(skippedTags);
        setStartAtTask(startAtTask);
    }
}
