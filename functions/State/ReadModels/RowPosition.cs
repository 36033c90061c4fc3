namespace XbFunctions.State;

/// <summary>Where in its stream a row comes from: rows of one partition are ordered by it, and each has its own.</summary>
/// <param name="Sequence">Last sequence number of the record that holds the row.</param>
/// <param name="Ordinal">Place of the row among the record's rows, from 0.</param>
internal readonly record struct RowPosition(long Sequence, int Ordinal) : IComparable<RowPosition>
{
    public static readonly RowPosition None = new(-1, -1);

    public static bool operator <(RowPosition left, RowPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(RowPosition left, RowPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowPosition left, RowPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowPosition left, RowPosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(RowPosition other) => Sequence != other.Sequence ? Sequence.CompareTo(other.Sequence) : Ordinal.CompareTo(other.Ordinal);
}
