using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Answers by idempotency key, bounded: the oldest makes way. Thread-safe.</summary>
/// <param name="capacity">Most keys; 0 remembers none.</param>
internal sealed class RecordedKeys(int capacity)
{
    private readonly Dictionary<string, (ulong Body, ReadOnlyMemory<byte> Answer)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private readonly Lock _lock = new();

    /// <summary>Looks a key up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="answer">What was answered; empty when the key came with another body.</param>
    /// <returns>False when the key is not known.</returns>
    public bool TryFind(string key, ReadOnlySpan<byte> body, out ReadOnlyMemory<byte> answer)
    {
        lock (_lock)
        {
            var isKnown = _answers.TryGetValue(key, out var known);
            answer = isKnown && known.Body == IdHash.Of(body) ? known.Answer : default;
            return isKnown;
        }
    }

    /// <summary>Remembers an answer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="answer">What was answered; kept.</param>
    public void Add(string key, ReadOnlySpan<byte> body, ReadOnlyMemory<byte> answer)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (!_answers.TryAdd(key, (IdHash.Of(body), answer)))
            {
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > capacity)
            {
                _answers.Remove(_order.Dequeue());
            }
        }
    }
}
