using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>The storage that a command works on.</summary>
/// <param name="ConnectionString">Its connection string; or its address, such as <c>https://ACCOUNT.blob.core.windows.net</c>, for the user's own sign-in.</param>
/// <param name="EventHubs">Connection string of the hubs of the running platform that it belongs to; null when none runs.</param>
internal sealed record StorageAccount(string ConnectionString, string? EventHubs)
{
    /// <summary>Its blobs.</summary>
    public BlobServiceClient Blobs { get; } = PlatformTarget.OpenStorage(ConnectionString);

    /// <summary>Opens its blobs.</summary>
    /// <param name="options">What goes with each request.</param>
    public BlobServiceClient OpenBlobs(BlobClientOptions options) => PlatformTarget.OpenStorage(ConnectionString, options);

    /// <summary>Opens its tables.</summary>
    /// <param name="options">What goes with each request; null for nothing of its own.</param>
    public TableServiceClient OpenTables(TableClientOptions? options = null) => PlatformTarget.AddressOf(ConnectionString) is { } address
        ? new(new UriBuilder(address) { Host = address.Host.Replace(".blob.", ".table.", StringComparison.OrdinalIgnoreCase) }.Uri, PlatformTarget.SignIn, options)
        : new(ConnectionString, options);
}
