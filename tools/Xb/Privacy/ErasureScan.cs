using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Privacy;

/// <summary>Looks through each store as an erasure does, for someone who is nowhere: nothing is removed.</summary>
/// <param name="account">The account.</param>
/// <param name="time">Times it.</param>
internal sealed class ErasureScan(StorageAccount account, TimeProvider time)
{
    private readonly Traffic _traffic = new();

    /// <summary>Looks through all of them, one after another as the job does.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<ErasureScanRow>> RunAsync(IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        // A key of its own each time: its pseudonyms are nobody's.
        var key = new PseudonymKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(PseudonymKey.MinBytes));
        var scope = new ErasureScope(new PseudonymKeys(key, []), [key.Of(new CustomerId("nobody"))], []);
        var (stores, rows) = (Stores(), new List<ErasureScanRow>());
        foreach (var store in stores)
        {
            _traffic.Begin();
            var started = time.GetTimestamp();
            await store.EraseAsync(scope, cancellationToken);
            rows.Add(new ErasureScanRow(store.Name, time.GetElapsedTime(started), _traffic.Requests, _traffic.Bytes));
            progress.Report(new WorkDone((double)rows.Count / stores.Length, store.Name));
        }

        return rows;
    }

    private IErasureStore[] Stores()
    {
        var (blobOptions, tableOptions, state) = (new BlobClientOptions(), new TableClientOptions(), new StateOptions());
        blobOptions.AddPolicy(_traffic, HttpPipelinePosition.PerRetry);
        tableOptions.AddPolicy(_traffic, HttpPipelinePosition.PerRetry);
        var (blobs, tables) = (account.OpenBlobs(blobOptions), account.OpenTables(tableOptions));
        var (eraser, labels) = (new ReadModelEraser(tables), new AnalystLabels(tables));
        return
        [
            new FraudTableErasure(eraser, labels),
            new FraudLookupErasure(new LookupEraser(blobs, state), labels),
            new BehaviourTableErasure(eraser),
            new ArchiveErasure(new ArchiveEraser(blobs, new ArchiveOptions()), [FraudArchive.Decisions, FraudArchive.Labels, BehaviourArchive.Sessions]),
            new DeadLetterErasure(new DeadLetterEraser(blobs, state)),
        ];
    }

    /// <summary>Counts requests and the bytes of their answers.</summary>
    private sealed class Traffic : HttpPipelinePolicy
    {
        private long _requests;
        private long _bytes;

        public long Requests => Volatile.Read(ref _requests);

        public long Bytes => Volatile.Read(ref _bytes);

        public void Begin() => (_requests, _bytes) = (0, 0);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Storage is used asynchronously only.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            Interlocked.Increment(ref _requests);
            Interlocked.Add(ref _bytes, message.Response.Headers.ContentLength ?? message.Response.ContentStream?.Length ?? 0);
        }
    }
}
