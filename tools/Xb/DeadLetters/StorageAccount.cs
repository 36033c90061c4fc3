using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.DeadLetters;

/// <summary>The storage that a command works on.</summary>
/// <param name="ConnectionString">Its connection string.</param>
/// <param name="EventHubs">Connection string of the hubs of the running platform that it belongs to; null when none runs.</param>
internal sealed record StorageAccount(string ConnectionString, string? EventHubs)
{
    /// <summary>Its blobs.</summary>
    public BlobServiceClient Blobs { get; } = PlatformTarget.OpenStorage(ConnectionString);

    /// <summary>Opens its tables.</summary>
    public TableServiceClient OpenTables() => new(ConnectionString);
}
