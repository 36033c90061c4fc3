using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace XbFunctions.State.Tests;

/// <summary>Faults below the storage client: a request is numbered, and the function given decides what becomes of it.</summary>
internal sealed class FaultPolicy(Func<int, Request, Fault> decide) : HttpPipelinePolicy
{
    private int _requests;
    private volatile bool _hasCrashed;

    /// <summary>Whether a crash was decided on; every request after it fails like it, for the process is gone.</summary>
    public bool HasCrashed => _hasCrashed;

    /// <summary>Requests seen.</summary>
    public int Requests => _requests;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is used asynchronously only.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (_hasCrashed)
        {
            throw new SimulatedCrashException();
        }

        var fault = decide(Interlocked.Increment(ref _requests), message.Request);
        _hasCrashed |= fault is Fault.CrashBefore or Fault.CrashAfter;
        Throw(fault, isAfter: false);
        await ProcessNextAsync(message, pipeline);
        Throw(fault, isAfter: true);
    }

    private static void Throw(Fault fault, bool isAfter)
    {
        switch (fault)
        {
            case Fault.CrashBefore when !isAfter:
            case Fault.CrashAfter when isAfter:
                throw new SimulatedCrashException();
            case Fault.ErrorBefore when !isAfter:
                throw new RequestFailedException(503, "Server busy.", "ServerBusy", null);
            case Fault.Refused when !isAfter:
                throw new RequestFailedException(403, "Not allowed.", "AuthorizationFailure", null);
            case Fault.LostAnswer when isAfter:
                throw new IOException("Connection reset after the request took effect.");
            case Fault.TimeoutAfter when isAfter:
                throw new TaskCanceledException("Network timeout after the request took effect.");
            default:
                break;
        }
    }
}
