using System.Buffers;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>JSON of a synchronous decision: the <c>fraud.decided</c> body, and behind its members how fresh it is.</summary>
internal static class ScoreAnswerBody
{
    /// <summary>Writes the answer.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="asOf">How much of the stream was known.</param>
    /// <param name="recorded">Whether the payment was published.</param>
    /// <param name="latency">Time since the request was read.</param>
    public static ReadOnlyMemory<byte> Write(FraudDecided decision, in FollowedPosition asOf, bool recorded, TimeSpan latency)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            JsonSerializer.Serialize(json, decision, EventJson.Default.FraudDecided);
        }

        // The decision is an object: its last byte is the brace that the added members must stand before.
        var shared = body.WrittenMemory[..^1];
        var more = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(more))
        {
            json.WriteStartObject();
            json.WriteStartObject("asOf"u8);
            json.WriteString("partition"u8, asOf.PartitionId);
            json.WriteNumber("sequenceNumber"u8, asOf.LastSequence);
            json.WriteString("enqueuedAt"u8, asOf.EnqueuedAt.UtcDateTime);
            json.WriteNumber("stalenessMs"u8, Math.Round(asOf.Staleness.TotalMilliseconds, 1));
            json.WriteEndObject();
            json.WriteBoolean("recorded"u8, recorded);
            json.WriteNumber("latencyMs"u8, Math.Round(latency.TotalMilliseconds, 3));
            json.WriteEndObject();
        }

        var answer = new byte[shared.Length + more.WrittenCount];
        shared.Span.CopyTo(answer);
        more.WrittenSpan.CopyTo(answer.AsSpan(shared.Length));
        answer[shared.Length] = (byte)',';
        return answer;
    }
}
