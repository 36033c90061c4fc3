using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.State.Tests;

/// <summary>Holds requests of one kind until it is opened.</summary>
internal sealed class GatePolicy(Func<Request, bool> isHeld, TaskCompletionSource held, Task open) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is used asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (isHeld(message.Request))
        {
            held.TrySetResult();
            await open;
        }

        await ProcessNextAsync(message, pipeline);
    }
}
