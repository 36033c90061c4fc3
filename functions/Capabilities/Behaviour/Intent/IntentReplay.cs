using System.Buffers;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>
/// Takes a clickstream the way the served one goes (JSON bytes, the parser, the state, the rows), as one partition, with visitors merged into the
/// customers who sign in: so that the model is trained on what it will be shown. Not thread-safe.
/// </summary>
/// <param name="reader">Makes pseudonyms and converts amounts.</param>
/// <param name="options">Settings of the state.</param>
/// <param name="examples">Receives the rows.</param>
internal sealed class IntentReplay(ClickSubjectReader reader, BehaviourOptions options, IntentExamples examples)
{
    private const int ClicksOfBatch = 256;

    private readonly BehaviourState _state = new(options, "0");
    private readonly IdInterner _ids = new();
    private readonly Click _click = new();
    private readonly ArrayBufferWriter<byte> _change = new();
    private readonly List<ClosedSession> _closed = [];
    private int _clicks;

    /// <summary>Takes one event.</summary>
    /// <param name="body">The event's body, in the order of event time.</param>
    /// <param name="type">Its type; null when the body says it.</param>
    /// <returns>Why it is refused, or the default.</returns>
    public EventRefusal Take(ReadOnlySpan<byte> body, string? type)
    {
        if (!ClickReader.TryRead(body, _ids, type, out var facts, out var refusal))
        {
            return refusal;
        }

        reader.Read(facts, body, _ids, facts.OccurredAt, _click);
        if (_state.Add(_click, _change) == ClickResult.Taken)
        {
            examples.Note(_state, _click.Visitor.Low, _click.AtMs);
        }

        if (facts is { Kind: ClickKind.CustomerIdentified, AnonymousId.Length: > 0 } && _state.Link(reader.LinkOf(facts), _change) is { } handover)
        {
            Merge(handover);
        }

        if (++_clicks % ClicksOfBatch == 0)
        {
            Close();
        }

        return default;
    }

    private void Close()
    {
        _closed.Clear();
        _state.Close(_closed, _change);
        foreach (var closed in _closed)
        {
            if (closed.Handover is { } handover)
            {
                Merge(handover);
            }

            examples.Close(closed);
        }
    }

    private void Merge(in Handover handover)
    {
        examples.Move(handover.Visitor.Low, handover.Link.Customer.Low);
        _state.Merge(handover.Link.Customer, handover.History, _change);
    }
}
