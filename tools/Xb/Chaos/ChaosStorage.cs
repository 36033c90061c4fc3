using XbFunctions.Host;

namespace XbFunctions.Xb.Chaos;

/// <summary>Azurite, and the proxies through which the function processes reach it.</summary>
internal sealed class ChaosStorage : IAsyncDisposable
{
    /// <summary>The key that every Azurite has; published in its documentation, no secret.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Account = "devstoreaccount1";
    private readonly AzuriteProcess _azurite;
    private readonly StorageProxy _blobs;
    private readonly StorageProxy _tables;

    private ChaosStorage(AzuriteProcess azurite, StorageProxy blobs, StorageProxy tables) => (_azurite, _blobs, _tables) = (azurite, blobs, tables);

    /// <summary>Connection string past the faults, for the comparison.</summary>
    public string Direct => _azurite.ConnectionString;

    /// <summary>Connection string through the faults, for the function processes.</summary>
    public string Faulty =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={_blobs.Address}{Account};"
        + $"QueueEndpoint={_azurite.QueueEndpoint}{Account};TableEndpoint={_tables.Address}{Account};";

    /// <summary>Starts both.</summary>
    /// <param name="folder">Folder of Azurite's files.</param>
    /// <param name="plan">What fails.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ChaosStorage> StartAsync(string folder, StorageFaultPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken);
        return new ChaosStorage(
            azurite,
            await StorageProxy.StartAsync(azurite.BlobEndpoint, plan, time),
            await StorageProxy.StartAsync(azurite.TableEndpoint, plan, time));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _blobs.DisposeAsync();
        await _tables.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
