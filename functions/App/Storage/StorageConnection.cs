using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.App.Storage;

/// <summary>Opens the storage account that the host names, by connection string or by identity.</summary>
internal static class StorageConnection
{
    private const string Setting = "AzureWebJobsStorage";

    /// <summary>Opens the blob service.</summary>
    /// <param name="configuration">App settings.</param>
    /// <exception cref="InvalidOperationException">Neither form of the setting is there; the message names both.</exception>
    public static BlobServiceClient OpenBlobs(IConfiguration configuration) => Open(
        configuration,
        static connectionString => new BlobServiceClient(connectionString),
        static (account, identity) => new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), identity));

    /// <summary>Opens the table service.</summary>
    /// <param name="configuration">App settings.</param>
    /// <exception cref="InvalidOperationException">Neither form of the setting is there; the message names both.</exception>
    public static TableServiceClient OpenTables(IConfiguration configuration) => Open(
        configuration,
        static connectionString => new TableServiceClient(connectionString),
        static (account, identity) => new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), identity));

    private static T Open<T>(
        IConfiguration configuration, Func<string, T> byConnectionString, Func<string, ManagedIdentityCredential, T> byIdentity)
    {
        if (configuration[Setting] is { Length: > 0 } connectionString)
        {
            return byConnectionString(connectionString);
        }

        // The host maps double underscores of environment variables to colons.
        if (configuration[$"{Setting}:accountName"] is { Length: > 0 } account)
        {
            var clientId = configuration[$"{Setting}:clientId"];
            return byIdentity(
                account,
                new ManagedIdentityCredential(
                    clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned));
        }

        throw new InvalidOperationException(
            $"Neither {Setting} nor {Setting}__accountName is set: name the storage account in one of them.");
    }
}
