using System.Runtime.CompilerServices;

namespace XbFunctions.Contracts;

/// <summary>One country a member from <see cref="EventMember.Market"/> to <see cref="EventMember.IssuerCountry"/>.</summary>
[InlineArray(EventMember.IssuerCountry - EventMember.Market + 1)]
internal struct CountrySlots
{
    private CountryCode _first;
}
