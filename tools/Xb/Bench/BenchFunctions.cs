using Azure.Messaging.EventHubs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Xb.Bench;

/// <summary>The functions that <c>xb bench host</c> runs.</summary>
public static class BenchFunctions
{
    /// <summary>Answers with a small JSON document.</summary>
    public sealed class Ping
    {
        private readonly string _status = "ok";

        /// <summary><c>GET /api/ping</c>.</summary>
        /// <param name="request">The request.</param>
        [Function("Ping")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ping")] HttpRequest request) =>
            Results.Json(new PingAnswer(_status, request.Path.Value!.Length));
    }

    /// <summary>Does nothing but count.</summary>
    /// <param name="meter">Counts.</param>
    public sealed class Idle(BenchMeter meter)
    {
        /// <summary>Takes a batch.</summary>
        /// <param name="events">The batch.</param>
        [Function("Idle")]
        public void Run([EventHubTrigger(DispatchBench.Hub, Connection = "EventHubs")] EventData[] events) => meter.Saw(events.Length);
    }

    /// <summary>The answer of <see cref="Ping"/>.</summary>
    /// <param name="Status">How it is.</param>
    /// <param name="Length">Length of the path.</param>
    public sealed record PingAnswer(string Status, int Length);
}
