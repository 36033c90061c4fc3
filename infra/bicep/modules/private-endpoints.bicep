metadata description = 'The private endpoints of an environment.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name part of the endpoints.')
param name string

@description('Network that they serve.')
param networkId string

@description('Subnet that they are in.')
param subnetId string

@description('One for each resource and part of it.')
param endpoints { name: string, target: string, group: string, zone: string }[]

module each 'private-endpoint.bicep' = [
  for endpoint in endpoints: {
    name: 'endpoint-${endpoint.name}'
    params: {
      location: location
      tags: tags
      name: 'pe-${endpoint.name}-${name}'
      targetId: endpoint.target
      groupId: endpoint.group
      zoneName: endpoint.zone
      networkId: networkId
      subnetId: subnetId
    }
  }
]
