using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Xb.Evaluate;

/// <summary>The feature rows of one day's payments. Not thread-safe.</summary>
/// <param name="day">The day, UTC.</param>
internal sealed class FraudDay(DateOnly day)
{
    private float[] _values = new float[1_024 * FraudColumns.Width];

    /// <summary>The day, UTC.</summary>
    public DateOnly Day { get; } = day;

    /// <summary>Ids of the payments.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>Customers of the payments.</summary>
    public List<string> Customers { get; } = [];

    /// <summary>Labels of the payments; null where the file withholds them.</summary>
    public List<bool?> Labels { get; } = [];

    /// <summary>Number of rows.</summary>
    public int Count => Ids.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="id">The payment.</param>
    /// <param name="customer">Its customer.</param>
    /// <param name="fraud">Its label.</param>
    /// <returns>Where its features go, shape <c>[FraudColumns.Width]</c>.</returns>
    public Span<float> Add(string id, string customer, bool? fraud)
    {
        var start = Count * FraudColumns.Width;
        if (start == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        Ids.Add(id);
        Customers.Add(customer);
        Labels.Add(fraud);
        return _values.AsSpan(start, FraudColumns.Width);
    }

    /// <summary>The features of one payment, shape <c>[FraudColumns.Width]</c>.</summary>
    /// <param name="index">Index in [0, <see cref="Count"/>).</param>
    public ReadOnlySpan<float> Row(int index) => _values.AsSpan(index * FraudColumns.Width, FraudColumns.Width);
}
