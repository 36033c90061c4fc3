using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.State.Tests;

/// <summary>Ends the process at one request to any service: nothing after it is sent.</summary>
internal sealed class KillSwitch(int killAt, bool isBefore) : HttpPipelinePolicy
{
    private int _requests;

    public bool IsKilled => Volatile.Read(ref _requests) >= killAt;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is used asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = Interlocked.Increment(ref _requests);
        if (request > killAt || (request == killAt && isBefore))
        {
            throw new SimulatedCrashException();
        }

        await ProcessNextAsync(message, pipeline);
        if (request == killAt)
        {
            throw new SimulatedCrashException();
        }
    }
}
