package main

import "context"

// names tells whose phones the demo's are, by number.
func (s *stage) names(ctx context.Context) (map[string]string, error) {
	people, err := s.store.People(ctx, s.campaign.ID, nil)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(people))
	for _, v := range people {
		names[string(v.Phone)] = v.Name
	}
	return names, nil
}
