using XbFunctions.Capabilities.Fraud;
using XbFunctions.Training;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>Feature rows of payments in the order of event time, with what became of each payment.</summary>
internal sealed class FraudRows
{
    private readonly Dictionary<string, int> _rowOf = new(StringComparer.Ordinal);
    private readonly List<float> _labels = [];
    private readonly List<FraudScenario> _truth = [];
    private readonly List<DateTimeOffset> _times = [];
    private float[] _values;

    /// <summary>Makes room.</summary>
    /// <param name="expected">Rows to come, as far as is known.</param>
    public FraudRows(int expected) => _values = new float[Math.Max(1, expected) * FraudColumns.Width];

    /// <summary>Number of rows.</summary>
    public int Count => _labels.Count;

    /// <summary>Rows whose payment was labelled as fraud.</summary>
    public int Frauds { get; private set; }

    /// <summary>Event time of each row, UTC.</summary>
    public IReadOnlyList<DateTimeOffset> Times => _times;

    /// <summary>What was really behind each row; never shown to the trainer.</summary>
    public IReadOnlyList<FraudScenario> Truth => _truth;

    /// <summary>Adds a row; unlabelled counts as genuine.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="at">Its event time, UTC.</param>
    /// <param name="truth">What is really behind it.</param>
    /// <returns>Where its features go, shape <c>[FraudColumns.Width]</c>.</returns>
    public Span<float> Add(string paymentId, DateTimeOffset at, FraudScenario truth)
    {
        var start = Count * FraudColumns.Width;
        if (start == _values.Length)
        {
            Array.Resize(ref _values, _values.Length + (_values.Length / 2 / FraudColumns.Width * FraudColumns.Width) + FraudColumns.Width);
        }

        _rowOf[paymentId] = Count;
        _labels.Add(0);
        _truth.Add(truth);
        _times.Add(at);
        return _values.AsSpan(start, FraudColumns.Width);
    }

    /// <summary>Marks a payment as fraud.</summary>
    /// <param name="paymentId">The payment; one without a row is passed over.</param>
    public void MarkFraud(string paymentId)
    {
        if (_rowOf.TryGetValue(paymentId, out var row) && _labels[row] == 0)
        {
            _labels[row] = 1;
            Frauds++;
        }
    }

    /// <summary>Copies a run of rows.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Number of rows.</param>
    public TrainingData Slice(int start, int count) => new(
        FraudColumns.Names,
        _values.AsSpan(start * FraudColumns.Width, count * FraudColumns.Width).ToArray(),
        [.. _labels.GetRange(start, count)]);
}
