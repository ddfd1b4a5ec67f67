package com.cloudbees.plugins.credentials.common;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class AbstractIdCredentialsListBoxModel<T extends com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C>, C extends com.cloudbees.plugins.credentials.common.IdCredentials> extends hudson.util.ListBoxModel {
    public AbstractIdCredentialsListBoxModel() { super(); throw new AssertionError(); }
    public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() { throw new AssertionError(); }
    public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(org.springframework.security.core.Authentication a0, hudson.model.Item a1, java.lang.Class<? extends C> a2, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> a3, com.cloudbees.plugins.credentials.CredentialsMatcher a4) { throw new AssertionError(); }
    public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(org.springframework.security.core.Authentication a0, hudson.model.ItemGroup a1, java.lang.Class<? extends C> a2, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> a3, com.cloudbees.plugins.credentials.CredentialsMatcher a4) { throw new AssertionError(); }
    public com.cloudbees.plugins.credentials.common.AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(java.lang.String a0) { throw new AssertionError(); }
}
