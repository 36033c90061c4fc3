using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.State.Tests;

/// <summary>Holds back requests of one kind until a task completes, and tells when the first one comes.</summary>
internal sealed class HoldingPolicy(Func<Request, bool> isHeld, TaskCompletionSource begun, Task until) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is used asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (isHeld(message.Request))
        {
            begun.TrySetResult();
            await until.WaitAsync(message.CancellationToken);
        }

        await ProcessNextAsync(message, pipeline);
    }
}
