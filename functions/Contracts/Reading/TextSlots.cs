using System.Runtime.CompilerServices;

namespace XbFunctions.Contracts;

/// <summary>
/// One interned text a member from <see cref="EventMember.PaymentId"/> to <see cref="EventMember.Source"/>; null when missing.
/// </summary>
[InlineArray((int)EventMember.Source + 1)]
internal struct TextSlots
{
    private string? _first;
}
