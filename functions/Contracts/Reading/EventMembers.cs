using System.Text;
using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Finds a member by its JSON name, and sets of members as bits.</summary>
internal static class EventMembers
{
    private static readonly string[] Names =
        [.. Enum.GetValues<EventMember>().Select(static member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()))];

    private static readonly (byte[] Name, EventMember Member)[][] ByLength = Load();

    public static string NameOf(EventMember member) => Names[(int)member];

    /// <summary>Finds the member whose name the reader stands on.</summary>
    /// <exception cref="InvalidOperationException">The name has an escape that is half a surrogate pair.</exception>
    public static EventMember Find(ref readonly Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            return Find(json.ValueSpan);
        }

        // No serializer escapes plain ASCII names: the allocation is for the odd hand-made event.
        var name = json.GetString()!;
        return name.Length < ByLength.Length ? Find(Encoding.UTF8.GetBytes(name)) : EventMember.None;
    }

    /// <summary>Reads a set of members from their JSON names with spaces between.</summary>
    public static ulong Parse(string names)
    {
        ulong set = 0;
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            set |= Bit((EventMember)Array.IndexOf(Names, name));
        }

        return set;
    }

    public static ulong Bit(EventMember member) => 1UL << (int)member;

    public static EventMember First(ulong set) => (EventMember)System.Numerics.BitOperations.TrailingZeroCount(set);

    private static EventMember Find(ReadOnlySpan<byte> name)
    {
        if (name.Length >= ByLength.Length)
        {
            return EventMember.None;
        }

        foreach (var (candidate, member) in ByLength[name.Length])
        {
            if (name.SequenceEqual(candidate))
            {
                return member;
            }
        }

        return EventMember.None;
    }

    private static (byte[] Name, EventMember Member)[][] Load()
    {
        var members = Enum.GetValues<EventMember>().Where(static member => member != EventMember.None)
            .Select(static member => (Name: Encoding.UTF8.GetBytes(NameOf(member)), Member: member)).ToArray();
        return
        [
            .. Enumerable.Range(0, members.Max(static member => member.Name.Length) + 1)
                .Select(length => members.Where(member => member.Name.Length == length).ToArray()),
        ];
    }
}
