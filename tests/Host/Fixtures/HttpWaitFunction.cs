using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

/// <summary>An HTTP function that waits for the probe's gate or for cancellation.</summary>
public sealed class HttpWaitFunction(Probe probe)
{
    [Function("HttpWait")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken cancellationToken)
    {
        probe.Saw("began " + request.Method);
        try
        {
            await probe.Gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            probe.Saw("cancelled");
            throw;
        }

        return Results.Ok();
    }
}
