metadata description = 'A virtual network for the function app, with room for private endpoints.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the network.')
param name string

@description('Address range; a /24 at least.')
param addressRange string = '10.42.0.0/22'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressRange] }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 24, 0)
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressRange, 24, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Subnet that the function app joins.')
output functionsSubnetId string = '${network.id}/subnets/functions'

@description('Subnet of the private endpoints.')
output endpointsSubnetId string = '${network.id}/subnets/endpoints'
