using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.Capabilities.Tests.Sales;

/// <summary>Kills a process at a request to storage: before it is sent, or after it took effect; nothing after it goes through.</summary>
internal sealed class SimulatedKill(int at, bool isBefore) : HttpPipelinePolicy
{
    private int _requests;

    public bool HasKilled => _requests >= at;

    public string KilledAt { get; private set; } = "";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is used asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = Interlocked.Increment(ref _requests);
        KilledAt = request == at ? message.Request.Uri.Path : KilledAt;
        if (request > at || (request == at && isBefore))
        {
            throw new KilledException();
        }

        await ProcessNextAsync(message, pipeline);
        if (request == at)
        {
            throw new KilledException();
        }
    }

    internal sealed class KilledException() : Exception("The process is gone.");
}
