using System.Buffers;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// Writes events as JSON Lines: one object a line, UTF-8 without a byte order mark,
/// <c>{"hub":"…","partitionKey":"…","id":"…","type":"…","body":{…}}</c>, the body as the platform's services publish it. The ground truth
/// is not written. Not thread-safe.
/// </summary>
public sealed class SimulationWriter : IDisposable
{
    private const int FlushBytes = 64 * 1024;

    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushBytes);

    /// <summary>Makes a writer.</summary>
    /// <param name="stream">Where the lines go; disposed with the writer.</param>
    public SimulationWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>Lines written so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Writes one event as one line.</summary>
    /// <param name="simulated">The event.</param>
    public void Write(in SimulatedEvent simulated)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("hub"u8, simulated.Hub);
        _json.WriteString("partitionKey"u8, simulated.Event.PartitionKey);
        _json.WriteString("id"u8, simulated.Event.EventId);
        _json.WriteString("type"u8, simulated.Event.Type);
        _json.WritePropertyName("body"u8);
        EventBody.Write(_json, simulated.Event);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        Lines++;
        if (_buffer.WrittenCount >= FlushBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _stream.Flush();
    }

    /// <summary>Hands the rest to the stream and closes it.</summary>
    public void Dispose()
    {
        Flush();
        _json.Dispose();
        _stream.Dispose();
    }
}
