using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>An identity-based connection: the settings below a prefix, such as <c>NAME__fullyQualifiedNamespace</c>.</summary>
/// <param name="Name">The prefix.</param>
/// <param name="FullyQualifiedNamespace">Host name of the namespace.</param>
/// <param name="Credential">Kind of the identity; <see langword="null"/> takes what is found: environment, managed identity, a developer's sign-in.</param>
/// <param name="ClientId">Id of a user-assigned managed identity, or of an application.</param>
/// <param name="TenantId">Tenant of an application.</param>
/// <param name="ClientSecret">Secret of an application.</param>
internal sealed record IdentityConnection(
    string Name, string FullyQualifiedNamespace, string? Credential, string? ClientId, string? TenantId, string? ClientSecret)
{
    private const string ManagedIdentity = "managedidentity";

    /// <summary>Reads the settings below a prefix.</summary>
    /// <returns>The connection; <see langword="null"/> when no namespace is named there.</returns>
    public static IdentityConnection? Read(IConfigurationSection section, string name) => section["fullyQualifiedNamespace"] is { Length: > 0 } host
        ? new IdentityConnection(name, host, section["credential"], section["clientId"], section["tenantId"], section["clientSecret"])
        : null;

    /// <summary>The credential that the settings describe.</summary>
    /// <param name="where">What needs it, for the message.</param>
    /// <exception cref="PlatformStartException">The settings do not go together.</exception>
    public TokenCredential CreateCredential(string where)
    {
        if (Credential is { Length: > 0 } kind)
        {
            return kind.Equals(ManagedIdentity, StringComparison.OrdinalIgnoreCase)
                ? new ManagedIdentityCredential(ClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned)
                : throw new PlatformStartException($"{where}: {Name}__credential is {kind}; expected {ManagedIdentity}, or nothing.");
        }

        if (ClientSecret is not { Length: > 0 } secret)
        {
            return new DefaultAzureCredential(new DefaultAzureCredentialOptions { TenantId = TenantId, ManagedIdentityClientId = ClientId });
        }

        return (TenantId, ClientId) is ({ Length: > 0 } tenant, { Length: > 0 } client)
            ? new ClientSecretCredential(tenant, client, secret)
            : throw new PlatformStartException($"{where}: {Name}__clientSecret is set, but {Name}__tenantId or {Name}__clientId is missing. Set both.");
    }

    /// <summary>The prefix and the namespace; never the secret.</summary>
    public override string ToString() => $"{Name} at {FullyQualifiedNamespace}";
}
