using XbFunctions.Capabilities.Recommendations;

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>How late in its sequences an item stands, which tells new items from old ones where no times are known.</summary>
internal sealed class ItemRecency
{
    private const float Prior = 2;

    private readonly float[] _place;
    private readonly float[] _last;

    private ItemRecency(float[] place, float[] last) => (_place, _last) = (place, last);

    /// <summary>Measures all items of a log.</summary>
    /// <param name="log">The sequences.</param>
    public static ItemRecency Of(InteractionLog log)
    {
        var (place, last) = (new float[log.ItemCount], new float[log.ItemCount]);
        for (var item = 0; item < log.ItemCount; item++)
        {
            var (sum, ends) = (0.5f * Prior, 0.2f * Prior);
            foreach (var (sequence, position) in log.PlacesOf(item))
            {
                var length = log.Sequences[sequence].Length;
                sum += length == 1 ? 0.5f : position / (length - 1f);
                ends += position == length - 1 ? 1 : 0;
            }

            place[item] = sum / (log.CountOf(item) + Prior);
            last[item] = ends / (log.CountOf(item) + Prior);
        }

        return new ItemRecency(place, last);
    }

    /// <summary>Mean relative place of an item, 0 for first to 1 for last.</summary>
    /// <param name="item">The item.</param>
    public float PlaceOf(int item) => _place[item];

    /// <summary>Share of an item's occurrences that end a sequence.</summary>
    /// <param name="item">The item.</param>
    public float LastShareOf(int item) => _last[item];
}
