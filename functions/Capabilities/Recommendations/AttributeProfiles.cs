namespace XbFunctions.Capabilities.Recommendations;

/// <summary>
/// How alike items are by their attributes (category, brand): the cosine of attribute sets in which rare attributes weigh more.
/// Thread-safe.
/// </summary>
public sealed class AttributeProfiles
{
    private readonly (int Attribute, float Weight)[][] _items;

    /// <summary>Weighs the attributes.</summary>
    /// <param name="attributes">Attributes of each item, from 0; empty where none are known. Not kept.</param>
    public AttributeProfiles(IReadOnlyList<int[]> attributes)
    {
        AttributeCount = attributes.Max(static list => list.Length == 0 ? 0 : list.Max() + 1);
        var counts = new int[AttributeCount];
        foreach (var attribute in attributes.SelectMany(static list => list.Distinct()))
        {
            counts[attribute]++;
        }

        _items = [.. attributes.Select(list => Unit(list, counts, attributes.Count))];
    }

    /// <summary>Number of attributes.</summary>
    public int AttributeCount { get; }

    /// <summary>Adds an item's attributes to a profile.</summary>
    /// <param name="item">The item.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="profile">Shape <c>[AttributeCount]</c>.</param>
    public void AddTo(int item, float weight, Span<float> profile)
    {
        foreach (var (attribute, share) in _items[item])
        {
            profile[attribute] += weight * share;
        }
    }

    /// <summary>How well an item fits a profile: the product of the two.</summary>
    /// <param name="item">The item.</param>
    /// <param name="profile">Shape <c>[AttributeCount]</c>.</param>
    public float Fit(int item, ReadOnlySpan<float> profile)
    {
        var sum = 0f;
        foreach (var (attribute, share) in _items[item])
        {
            sum += share * profile[attribute];
        }

        return sum;
    }

    /// <summary>The cosine of two items, in [0, 1].</summary>
    /// <param name="a">One item.</param>
    /// <param name="b">Another.</param>
    public float Between(int a, int b)
    {
        var (left, right) = (_items[a], _items[b]);
        var (i, j, sum) = (0, 0, 0f);
        while (i < left.Length && j < right.Length)
        {
            if (left[i].Attribute == right[j].Attribute)
            {
                sum += left[i++].Weight * right[j++].Weight;
            }
            else if (left[i].Attribute < right[j].Attribute)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    private static (int Attribute, float Weight)[] Unit(int[] attributes, int[] counts, int items)
    {
        var weights = attributes.Distinct().Order().Select(attribute =>
            (Attribute: attribute, Weight: (float)Math.Log(1 + ((double)items / counts[attribute])))).ToArray();
        var norm = MathF.Sqrt(weights.Sum(static entry => entry.Weight * entry.Weight));
        return [.. weights.Select(entry => (entry.Attribute, entry.Weight / norm))];
    }
}
